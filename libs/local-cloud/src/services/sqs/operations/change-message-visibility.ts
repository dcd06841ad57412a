import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
} from '@aws-sdk/client-sqs';
import { AwsError, type Operation } from '../../../service.ts';
import { runBatch, validateBatch } from '../batch.ts';
import { invalidValue, missingParameter } from '../errors.ts';
import { parseReceiptHandle } from '../message/receipt-handle.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';

/** A message may stay invisible for 12 hours from its receive, however often that is extended. */
const LIMIT_SECONDS = 43_200;

interface Change {
  readonly ReceiptHandle?: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

function changeOne(queue: Queue, change: Change, now: number): object {
  const { ReceiptHandle: handle, VisibilityTimeout: seconds } = change;
  if (handle === undefined || handle === '') throw missingParameter('ReceiptHandle');
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LIMIT_SECONDS) {
    throw invalidValue('VisibilityTimeout', seconds, 'Must be between 0 and 43200.');
  }
  const { messageId, receipt } = parseReceiptHandle(handle, queue.name);
  const message = queue.store.get(messageId);
  if (message === undefined || message.receipt !== receipt) {
    throw invalidValue(
      'ReceiptHandle',
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  if (message.state !== 'in-flight') {
    throw new AwsError('MessageNotInflight', `The message referred to is not in flight: ${messageId}.`);
  }
  if (now + seconds * 1000 > message.receivedAt + LIMIT_SECONDS * 1000) {
    throw invalidValue(
      'VisibilityTimeout',
      seconds,
      `Total VisibilityTimeout for the message is beyond the limit [${LIMIT_SECONDS} seconds].`,
    );
  }
  queue.store.postpone(message, seconds * 1000);
  queue.poll.wake();
  return {};
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility =
  (queues: Queues): Operation<ChangeMessageVisibilityRequest, object> =>
  (input) =>
    changeOne(queues.fromUrl(input.QueueUrl), input, queues.clock.now());

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch =
  (queues: Queues): Operation<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const entries = input.Entries ?? [];
    validateBatch(entries, 'ChangeMessageVisibilityBatchRequestEntry');
    return runBatch(entries, (entry) => changeOne(queue, entry, queues.clock.now()));
  };
