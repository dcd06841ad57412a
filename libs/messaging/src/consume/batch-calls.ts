import type { BatchOutput, SqsClient } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import { createBatcher, type Batcher } from './batcher.ts';

const SIZE = 10;
/** Short enough to be nothing beside a round trip. */
const DELAY_MS = 4;
/**
 * Nobody waits for a delete, and the message stays hidden for a thousand times as long: at 200 messages a second this makes ten deletes one
 * call. What a crash leaves undeleted comes again, as it does without it.
 */
const DELETE_DELAY_MS = 50;

/** A visibility to set. */
export interface VisibilityChange {
  readonly receiptHandle: string;
  /** Seconds from now. */
  readonly seconds: number;
}

/** Deletes messages in batches; an item resolves to whether SQS did. Never rejects. */
export function createDeletes(sqs: SqsClient, queueUrl: string, logger: Logger): Batcher<string, boolean> {
  return createBatcher({
    size: SIZE,
    delayMs: DELETE_DELAY_MS,
    send: (handles) =>
      // Ids are positions: a repeated id would fail the whole batch, and receipt handles are too long to be ids.
      withRetry(handles, logger, 'delete', (some) =>
        sqs.deleteMessageBatch({
          QueueUrl: queueUrl,
          Entries: some.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      ),
  });
}

/** Changes visibilities in batches; an item resolves to whether SQS did. Never rejects. */
export function createVisibilityChanges(
  sqs: SqsClient,
  queueUrl: string,
  logger: Logger,
): Batcher<VisibilityChange, boolean> {
  return createBatcher({
    size: SIZE,
    delayMs: DELAY_MS,
    send: (changes) =>
      withRetry(changes, logger, 'change visibility', (some) =>
        sqs.changeMessageVisibilityBatch({
          QueueUrl: queueUrl,
          Entries: some.map(({ receiptHandle, seconds }, index) => ({
            Id: String(index),
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: seconds,
          })),
        }),
      ),
  });
}

/** Entries that failed are sent once more; what fails then is left to the visibility timeout. */
async function withRetry<Item>(
  items: readonly Item[],
  logger: Logger,
  what: string,
  call: (items: readonly Item[]) => Promise<BatchOutput>,
): Promise<boolean[]> {
  const done = items.map(() => true);
  let positions = items.map((_, index) => index);
  try {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const sent = positions;
      const { Failed = [] } = await call(sent.map((position) => items[position] as Item));
      if (Failed.length === 0) return done;
      positions = Failed.map(({ Id }) => sent[Number(Id)] as number);
      if (attempt === 2) {
        const codes = [...new Set(Failed.map(({ Code }) => Code))];
        logger.warn({ failed: Failed.length, codes }, `SQS refused to ${what}: the messages come again`);
      }
    }
  } catch (err) {
    logger.warn({ err, failed: positions.length }, `could not ${what}: the messages come again`);
  }
  for (const position of positions) done[position] = false;
  return done;
}
