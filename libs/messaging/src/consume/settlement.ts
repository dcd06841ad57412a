import type { SqsClient } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import type { Outcome } from '../failures/outcome.ts';
import { retryDelaySeconds } from './backoff.ts';
import { createDeletes, createVisibilityChanges } from './batch-calls.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { ChangeVisibility, OpenDelivery } from './delivery.ts';
import type { ConsumerSettings } from './settings.ts';

/** Tells SQS what became of messages. */
export interface Settlement {
  /**
   * Done: deleted. Failed: shown again after a while. Failed for good: copied to the dead-letter queue, and deleted only once the copy is
   * acknowledged. Only a delivery's first outcome counts.
   */
  settle(delivery: OpenDelivery, outcome: Outcome): void;
  /** Shows an unfinished message to others at once. */
  giveBack(delivery: OpenDelivery): void;
  readonly changeVisibility: ChangeVisibility;
  /** Waits until SQS has acknowledged everything. */
  flush(): Promise<void>;
  /** Outcomes that SQS has not acknowledged yet. */
  readonly pending: number;
}

/** What {@link createSettlement} runs on. */
export interface SettlementParts {
  readonly sqs: SqsClient;
  readonly queueUrl: string;
  readonly logger: Logger;
  readonly settings: ConsumerSettings;
  readonly deadLetter: DeadLetter;
}

/** Settles deliveries of one queue. Nothing here rejects: what SQS does not take comes again. */
export function createSettlement({
  sqs,
  queueUrl,
  logger,
  settings,
  deadLetter,
}: SettlementParts): Settlement {
  const deletes = createDeletes(sqs, queueUrl, logger);
  const visibility = createVisibilityChanges(sqs, queueUrl, logger);
  const underway = new Set<Promise<unknown>>();

  const changeVisibility: ChangeVisibility = (receiptHandle, seconds) =>
    visibility.add({ receiptHandle, seconds });

  async function show(delivery: OpenDelivery, seconds: number): Promise<void> {
    // An extension that arrived after this one would hide the message again.
    await delivery.extending?.catch(() => undefined);
    await changeVisibility(delivery.receiptHandle, seconds);
  }

  async function finish(delivery: OpenDelivery, outcome: Outcome): Promise<void> {
    if (outcome.status === 'failed') {
      if (!outcome.permanent || !(await buried(delivery, outcome.error))) {
        const { retryBaseSeconds, retryMostSeconds } = settings;
        const backoff = retryDelaySeconds(delivery.receiveCount, retryBaseSeconds, retryMostSeconds);
        await show(delivery, outcome.retrySeconds ?? backoff);
        return;
      }
    }
    await deletes.add(delivery.receiptHandle);
  }

  async function buried(delivery: OpenDelivery, reason: Error): Promise<boolean> {
    try {
      await deadLetter.send(delivery.message, reason);
      return true;
    } catch (err) {
      const { MessageId: messageId } = delivery.message;
      logger.error({ err, messageId }, 'not moved to the dead-letter queue, it stays in its queue');
      return false;
    }
  }

  function track(work: Promise<unknown>): void {
    const tracked = work
      .catch((err: unknown) => logger.error({ err }, 'a message was not settled, it comes again'))
      .finally(() => underway.delete(tracked));
    underway.add(tracked);
  }

  function first(delivery: OpenDelivery): boolean {
    if (delivery.settled) return false;
    delivery.settled = true;
    return true;
  }

  return {
    settle(delivery, outcome) {
      if (first(delivery)) track(finish(delivery, outcome));
    },
    giveBack(delivery) {
      if (first(delivery)) track(show(delivery, 0));
    },
    changeVisibility,
    async flush() {
      while (underway.size > 0) {
        const left = [...underway];
        await Promise.all([deletes.flush(), visibility.flush()]);
        // What the batches did not hold yet waits for the dead-letter queue, and fills the next ones.
        await Promise.race(left);
      }
    },
    get pending() {
      return underway.size;
    },
  };
}
