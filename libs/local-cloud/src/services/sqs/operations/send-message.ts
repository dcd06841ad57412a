import type {
  SendMessageBatchRequest,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
  SendMessageRequest,
  SendMessageResult,
} from '@aws-sdk/client-sqs';
import { AwsError, type Operation } from '../../../service.ts';
import { runBatch, validateBatch } from '../batch.ts';
import { acceptMessage } from '../message/accept-message.ts';
import { messageSize } from '../message/validate-message.ts';
import type { Queues } from '../queue/queues.ts';

const BATCH_LIMIT = 1_048_576;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage =
  (queues: Queues): Operation<SendMessageRequest, SendMessageResult> =>
  (input, context) =>
    acceptMessage(queues.fromUrl(input.QueueUrl), input, context, queues.clock.now());

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch =
  (queues: Queues): Operation<SendMessageBatchRequest, SendMessageBatchResult> =>
  (input, context) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const entries = input.Entries ?? [];
    validateBatch(entries, 'SendMessageBatchRequestEntry');
    const size = entries.reduce((sum, entry) => sum + messageSize(entry), 0);
    if (size > BATCH_LIMIT) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${BATCH_LIMIT} bytes. You have sent ${size} bytes.`,
      );
    }
    const now = queues.clock.now();
    return runBatch(
      entries,
      (entry) => acceptMessage(queue, entry, context, now) as Omit<SendMessageBatchResultEntry, 'Id'>,
    );
  };
