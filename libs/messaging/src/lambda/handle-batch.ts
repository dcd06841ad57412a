import type { SqsClient } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import { createVisibilityChanges } from '../consume/batch-calls.ts';
import { retryDelaySeconds } from '../consume/backoff.ts';
import { createDeadLetter } from '../consume/dead-letter.ts';
import { openDelivery, type Delivery, type OpenDelivery } from '../consume/delivery.ts';
import { Interrupted } from '../failures/failures.ts';
import type { Outcome } from '../failures/outcome.ts';
import { inSlots } from './in-slots.ts';
import { recordMessage } from './record-message.ts';
import type { BatchResponse, InvocationContext, SqsEvent } from './sqs-event.ts';

/** How batches are handled; all but `queueUrl` have defaults. */
export interface BatchSettings {
  readonly queueUrl: string;
  /** Most messages of a batch at work at a time. Default 10. */
  readonly concurrency?: number | undefined;
  /** What is unfinished this long before the function's timeout is reported, in milliseconds. Default 1,000. */
  readonly marginMs?: number | undefined;
  /** The first retry of a failed message comes after about this, doubled with each. Default 2 seconds. */
  readonly retryBaseSeconds?: number | undefined;
  /** Longest wait before a retry, in seconds. Default 300. */
  readonly retryMostSeconds?: number | undefined;
}

/** What {@link createBatchHandling} runs on. */
export interface BatchParts {
  readonly sqs: SqsClient;
  readonly logger: Logger;
  /** Works on one message to its end; never rejects. */
  readonly handle: (delivery: Delivery) => Promise<Outcome>;
}

/** From a batch to what of it has failed. */
export type HandleBatch = (event: SqsEvent, context: InvocationContext) => Promise<BatchResponse>;

/**
 * Handles batches of one queue as the container's consumer handles its messages: done is acknowledged (by not being
 * reported); a permanent failure is copied to the dead-letter queue with its reason and then acknowledged; any other failure
 * is reported and shown again after a growing delay. What the deadline cuts off is aborted and reported. Rejects only when
 * `event` is no SQS event.
 */
export function createBatchHandling(
  settings: BatchSettings,
  { sqs, logger, handle }: BatchParts,
): HandleBatch {
  const { queueUrl, concurrency = 10, marginMs = 1000 } = settings;
  const { retryBaseSeconds = 2, retryMostSeconds = 300 } = settings;
  const deadLetter = createDeadLetter(sqs, queueUrl, logger);
  const visibility = createVisibilityChanges(sqs, queueUrl, logger);
  const changeVisibility = (receiptHandle: string, seconds: number): Promise<boolean> =>
    visibility.add({ receiptHandle, seconds });

  async function buried({ message }: Delivery, reason: Error): Promise<boolean> {
    try {
      await deadLetter.send(message, reason);
      return true;
    } catch (err) {
      logger.error(
        { err, messageId: message.MessageId },
        'not moved to the dead-letter queue, it stays in its queue',
      );
      return false;
    }
  }

  /** Resolves to whether the message is finished, and may leave its queue. */
  async function work(delivery: OpenDelivery): Promise<boolean> {
    const outcome = await handle(delivery);
    if (outcome.status === 'done') return true;
    // Cut off by the deadline it is reported already, and the next one may have it at once.
    if (delivery.settled) return false;
    if (outcome.permanent && (await buried(delivery, outcome.error))) return true;
    await delivery.extending?.catch(() => undefined);
    const backoff = retryDelaySeconds(delivery.receiveCount, retryBaseSeconds, retryMostSeconds);
    await changeVisibility(delivery.receiptHandle, outcome.retrySeconds ?? backoff);
    return false;
  }

  return async (event, context) => {
    const records = recordsOf(event);
    const unfinished = new Set(records);
    const failed = new Set<string>();
    const open = new Set<OpenDelivery>();
    let over = false;

    const all = inSlots(records, concurrency, async (record) => {
      if (over) return;
      const delivery = openDelivery(recordMessage(record), 0, changeVisibility);
      open.add(delivery);
      const finished = await work(delivery).catch((err: unknown) => {
        logger.error({ err, messageId: record.messageId }, 'a message was not settled, it comes again');
        return false;
      });
      open.delete(delivery);
      if (over) return;
      unfinished.delete(record);
      if (!finished) failed.add(record.messageId);
    });

    await before(context.getRemainingTimeInMillis() - marginMs, all);
    over = true;
    if (unfinished.size > 0) {
      logger.warn(
        { unfinished: unfinished.size, of: records.length },
        'out of time: what is unfinished comes again',
      );
      const reason = new Interrupted('The function is about to time out');
      for (const delivery of open) {
        delivery.settled = true;
        delivery.stop(reason);
      }
    }
    for (const { messageId } of unfinished) failed.add(messageId);
    return { batchItemFailures: Array.from(failed, (itemIdentifier) => ({ itemIdentifier })) };
  };
}

function recordsOf(event: SqsEvent): SqsEvent['Records'] {
  if (Array.isArray(event?.Records)) return event.Records;
  throw new TypeError('This function takes SQS events ({ Records: [...] }) from its event source mapping');
}

/** Resolves with `work`, or after `ms` milliseconds. */
async function before(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
