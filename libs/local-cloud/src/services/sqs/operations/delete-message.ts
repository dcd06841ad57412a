import type {
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageRequest,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import { runBatch, validateBatch } from '../batch.ts';
import { invalidValue, missingParameter } from '../errors.ts';
import { parseReceiptHandle } from '../message/receipt-handle.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';

function deleteOne(queue: Queue, handle: string | undefined): object {
  if (handle === undefined || handle === '') throw missingParameter('ReceiptHandle');
  const { messageId, receipt } = parseReceiptHandle(handle, queue.name);
  const message = queue.store.get(messageId);
  // Deleting what is gone, or by the handle of an earlier receive, succeeds and does nothing, as on AWS.
  if (message === undefined || message.receipt !== receipt) return {};
  if (queue.fifo && message.state !== 'in-flight') {
    throw invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
  queue.store.remove(message);
  // The next of a FIFO group, or of those beyond the in-flight limit, may go now.
  queue.poll.wake();
  return {};
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage =
  (queues: Queues): Operation<DeleteMessageRequest, object> =>
  (input) =>
    deleteOne(queues.fromUrl(input.QueueUrl), input.ReceiptHandle);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch =
  (queues: Queues): Operation<DeleteMessageBatchRequest, DeleteMessageBatchResult> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const entries = input.Entries ?? [];
    validateBatch(entries, 'DeleteMessageBatchRequestEntry');
    return runBatch(entries, (entry) => deleteOne(queue, entry.ReceiptHandle));
  };
