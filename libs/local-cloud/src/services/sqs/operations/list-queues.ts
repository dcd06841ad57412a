import type {
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
  ListQueuesRequest,
  ListQueuesResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import { page } from '../paginate.ts';
import { queueUrl } from '../queue-url.ts';
import type { Queues } from '../queue/queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues =
  (queues: Queues): Operation<ListQueuesRequest, ListQueuesResult> =>
  (input, context) => {
    const prefix = input.QueueNamePrefix ?? '';
    const found = queues.all().filter((queue) => queue.name.startsWith(prefix));
    const { items, ...token } = page(found, input);
    if (items.length === 0) return {};
    return { QueueUrls: items.map((queue) => queueUrl(context, queue.name)), ...token };
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues =
  (queues: Queues): Operation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult> =>
  (input, context) => {
    const target = queues.fromUrl(input.QueueUrl);
    const sources = queues.all().filter((queue) => queue.redrivePolicy()?.deadLetterTargetArn === target.arn);
    const { items, ...token } = page(sources, input);
    return { queueUrls: items.map((queue) => queueUrl(context, queue.name)), ...token };
  };
