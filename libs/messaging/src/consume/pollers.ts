import { setTimeout as delay } from 'node:timers/promises';
import type { SqsClient, SqsMessage } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import { pollDelayMs } from './backoff.ts';
import { createPace } from './pace.ts';
import type { Slots } from './slots.ts';

/** SQS hands out at most ten messages a receive. */
const MOST_MESSAGES = 10;
/**
 * A receive this old has met an empty queue: aborting it throws nothing away. A younger one may have its answer on the way, with messages
 * that would stay hidden until their visibility timeout.
 */
const IDLE_AFTER_MS = 300;

/** The receiving side of a consumer. */
export interface Pollers {
  start(): void;
  /** Ends idle long polls, waits for the others; resolves when no receive is under way. */
  stop(): Promise<void>;
  /** The last answer of SQS, in epoch milliseconds. */
  readonly lastPollAt: number | undefined;
  /** Polls that failed in a row. */
  readonly failures: number;
  readonly count: number;
}

/** Settings of {@link createPollers}. */
export interface PollerSettings {
  readonly sqs: SqsClient;
  readonly queueUrl: string;
  readonly slots: Slots;
  readonly mostPollers: number;
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly logger: Logger;
  /** Takes over a message and its slot. Must not throw. */
  readonly onMessage: (message: SqsMessage) => void;
  /** SQS stopped or began to answer. */
  readonly onHealth: (answering: boolean, error?: unknown) => void;
}

/**
 * Long polls that never wait for a handler. There is one poller while the queue is quiet; a full receive calls in another one, one that is
 * not even half full sends it away. Messages that keep coming a few at a time gather between receives.
 */
export function createPollers(settings: PollerSettings): Pollers {
  const { sqs, slots, logger } = settings;
  const stopping = new AbortController();
  const loops = new Set<Promise<void>>();
  const receives = new Map<AbortController, number>();
  let lastPollAt: number | undefined;
  const pace = createPace();
  let failures = 0;
  let lastProblem: string | undefined;

  async function receive(most: number): Promise<readonly SqsMessage[]> {
    const abort = new AbortController();
    receives.set(abort, Date.now());
    try {
      const { Messages = [] } = await sqs.receiveMessage(
        {
          QueueUrl: settings.queueUrl,
          MaxNumberOfMessages: most,
          WaitTimeSeconds: settings.waitSeconds,
          VisibilityTimeout: settings.visibilitySeconds,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
          MessageAttributeNames: ['All'],
        },
        { signal: abort.signal, attempts: 1 },
      );
      return Messages;
    } finally {
      receives.delete(abort);
    }
  }

  function noteSuccess(): void {
    lastPollAt = Date.now();
    failures = 0;
    if (lastProblem === undefined) return;
    lastProblem = undefined;
    logger.info('SQS answers again');
    settings.onHealth(true);
  }

  function noteFailure(error: unknown): void {
    failures++;
    const problem = (error as { code?: string }).code ?? String(error);
    if (problem === lastProblem) return; // Said already: a queue that is gone for an hour is one line, not thousands.
    lastProblem = problem;
    logger.error({ err: error }, 'cannot receive from SQS, trying on');
    settings.onHealth(false, error);
  }

  /** One receive. Resolves to whether this poller goes on. */
  async function poll(): Promise<boolean> {
    const asked = await slots.take(MOST_MESSAGES);
    if (asked === 0) return false;
    let messages: readonly SqsMessage[] = [];
    try {
      messages = await receive(asked);
      noteSuccess();
    } catch (error) {
      slots.give(asked);
      if (stopping.signal.aborted) return false;
      noteFailure(error);
      if (loops.size > 1) return false;
      await delay(pollDelayMs(failures), undefined, { signal: stopping.signal }).catch(() => undefined);
      return true;
    }
    slots.give(asked - messages.length);
    for (const message of messages) settings.onMessage(message);
    if (messages.length * 2 < asked && loops.size > 1) return false;
    if (messages.length === asked && slots.free > 0 && loops.size < settings.mostPollers) spawn();
    const wait = pace(messages.length, asked);
    if (wait > 0) await delay(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    return true;
  }

  function spawn(): void {
    const loop = (async () => {
      while (!stopping.signal.aborted && (await poll()));
    })();
    loops.add(loop);
    void loop.finally(() => loops.delete(loop));
  }

  return {
    start: spawn,
    async stop() {
      stopping.abort();
      slots.stop();
      for (const [abort, since] of receives) {
        const young = since + IDLE_AFTER_MS - Date.now();
        if (young <= 0) abort.abort(new Error('the consumer stops'));
        else setTimeout(() => abort.abort(new Error('the consumer stops')), young);
      }
      await Promise.all(loops);
    },
    get lastPollAt() {
      return lastPollAt;
    },
    get failures() {
      return failures;
    },
    get count() {
      return loops.size;
    },
  };
}
