import type { PurgeQueueRequest } from '@aws-sdk/client-sqs';
import { AwsError, type Operation } from '../../../service.ts';
import type { Queues } from '../queue/queues.ts';

const PURGE_INTERVAL_MS = 60_000;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const purgeQueue =
  (queues: Queues): Operation<PurgeQueueRequest, object> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const now = queues.clock.now();
    if (queue.lastPurgedAt !== undefined && now < queue.lastPurgedAt + PURGE_INTERVAL_MS) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    queue.lastPurgedAt = now;
    for (const message of queue.store.all()) queue.store.remove(message);
    return {};
  };
