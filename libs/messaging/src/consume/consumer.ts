import { setTimeout as delay } from 'node:timers/promises';
import type { SqsClient, SqsMessage } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import { Interrupted } from '../failures/failures.ts';
import { failed, type Outcome } from '../failures/outcome.ts';
import { createDeadLetter } from './dead-letter.ts';
import { openDelivery, type Delivery, type OpenDelivery } from './delivery.ts';
import { createLeases } from './leases.ts';
import { createPollers } from './pollers.ts';
import type { ConsumerSettings } from './settings.ts';
import { createSettlement } from './settlement.ts';
import { createSlots } from './slots.ts';

/** What a consumer is doing. */
export type ConsumerState = 'starting' | 'polling' | 'failing' | 'draining' | 'closed';

/** How a consumer is doing. */
export interface Heartbeat {
  readonly state: ConsumerState;
  /** SQS answers, or handlers are at work. False: take this component out and start it anew. */
  readonly healthy: boolean;
  /** SQS's last answer, in epoch milliseconds. */
  readonly lastPollAt: number | undefined;
  /** Messages in hand. */
  readonly running: number;
  readonly pollers: number;
  /** Polls that failed in a row. */
  readonly pollFailures: number;
}

/** A running consumer of one queue. */
export interface Consumer {
  start(): void;
  heartbeat(): Heartbeat;
  /**
   * Stops receiving, waits up to `drainTimeoutMs` for handlers, gives back what is left, and waits until every delete is
   * acknowledged. Safe to call twice.
   */
  close(): Promise<void>;
  /** Resolves when no handler is at work any more, those included whose messages were given back. */
  idle(): Promise<void>;
}

/** What {@link createConsumer} runs on. */
export interface ConsumerParts {
  readonly sqs: SqsClient;
  readonly queueUrl: string;
  readonly logger: Logger;
  readonly settings: ConsumerSettings;
  /** Works on a message. Its slot is free again when this settles. */
  readonly handle: (delivery: Delivery) => Promise<Outcome>;
  readonly onState?: (state: ConsumerState, error?: unknown) => void;
}

/** Receives from a queue, keeps at most `concurrency` messages in hand, and settles each one's fate with SQS. */
export function createConsumer({
  sqs,
  queueUrl,
  logger,
  settings,
  handle,
  onState,
}: ConsumerParts): Consumer {
  const { concurrency, visibilitySeconds } = settings;
  const slots = createSlots(concurrency);
  const settlement = createSettlement({
    sqs,
    queueUrl,
    logger,
    settings,
    deadLetter: createDeadLetter(sqs, queueUrl, logger),
  });
  const leases = createLeases({
    visibilitySeconds,
    handlerTimeoutMs: settings.handlerTimeoutMs,
    changeVisibility: settlement.changeVisibility,
    onTimeout: (delivery, error) => {
      logger.warn(
        { messageId: delivery.message.MessageId, receiveCount: delivery.receiveCount },
        error.message,
      );
      settlement.settle(delivery, failed(error));
    },
  });
  const pollers = createPollers({
    sqs,
    queueUrl,
    slots,
    logger,
    visibilitySeconds,
    mostPollers: settings.mostPollers,
    waitSeconds: settings.waitSeconds,
    onMessage: begin,
    onHealth: (answering, error) => enter(answering ? 'polling' : 'failing', error),
  });
  const working = new Set<Promise<void>>();
  let state: ConsumerState = 'starting';
  let lastEndAt = Date.now();
  let closing: Promise<void> | undefined;

  function enter(next: ConsumerState, error?: unknown): void {
    state = next;
    onState?.(next, error);
  }

  function begin(message: SqsMessage): void {
    const delivery = openDelivery(message, visibilitySeconds * 1000, settlement.changeVisibility);
    if (!leases.add(delivery)) slots.give(1);
    else if (closing !== undefined) {
      leases.remove(delivery);
      settlement.giveBack(delivery);
    } else {
      const work = run(delivery).finally(() => working.delete(work));
      working.add(work);
    }
  }

  async function run(delivery: OpenDelivery): Promise<void> {
    const outcome = await handle(delivery).catch(failed);
    leases.remove(delivery);
    settlement.settle(delivery, outcome);
    lastEndAt = Date.now();
    // While SQS acknowledges slower than handlers end, its backlog must not grow without bound.
    if (settlement.pending > Math.max(100, 2 * concurrency)) await settlement.flush();
    slots.give(1);
  }

  async function drain(): Promise<void> {
    enter('draining');
    const timeUp = new AbortController();
    await pollers.stop();
    const late = delay(settings.drainTimeoutMs, undefined, { signal: timeUp.signal }).catch(() => undefined);
    await Promise.race([Promise.all(working), late]);
    timeUp.abort();
    for (const delivery of leases.all()) {
      leases.remove(delivery);
      delivery.stop(new Interrupted('The component stops'));
      logger.warn({ messageId: delivery.message.MessageId }, 'given back: its handler did not end in time');
      settlement.giveBack(delivery);
    }
    leases.stop();
    await settlement.flush();
    enter('closed');
  }

  return {
    start() {
      enter('polling');
      pollers.start();
    },
    heartbeat() {
      const lastSign = Math.max(pollers.lastPollAt ?? 0, lastEndAt);
      // With a handler in every place nobody polls: then the last sign may be as old as a handler may get.
      const handlingMs = working.size < concurrency ? 0 : settings.handlerTimeoutMs;
      const alive = Date.now() - lastSign < settings.stalledAfterMs + handlingMs;
      return {
        state,
        healthy: state !== 'closed' && alive,
        lastPollAt: pollers.lastPollAt,
        running: working.size,
        pollers: pollers.count,
        pollFailures: pollers.failures,
      };
    },
    close() {
      closing ??= drain();
      return closing;
    },
    async idle() {
      while (working.size > 0) await Promise.all(working);
    },
  };
}
