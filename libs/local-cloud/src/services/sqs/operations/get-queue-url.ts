import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import { missingParameter, queueDoesNotExist } from '../errors.ts';
import { queueUrl } from '../queue-url.ts';
import type { Queues } from '../queue/queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl =
  (queues: Queues): Operation<GetQueueUrlRequest, GetQueueUrlResult> =>
  (input, context) => {
    if (!input.QueueName) throw missingParameter('QueueName');
    const owner = input.QueueOwnerAWSAccountId ?? context.account;
    const queue = owner === context.account ? queues.get(input.QueueName) : undefined;
    if (queue === undefined) throw queueDoesNotExist();
    return { QueueUrl: queueUrl(context, queue.name) };
  };
