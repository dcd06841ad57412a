import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import type { Queues } from '../queue/queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const deleteQueue =
  (queues: Queues): Operation<DeleteQueueRequest, object> =>
  (input) => {
    queues.delete(queues.fromUrl(input.QueueUrl));
    return {};
  };
