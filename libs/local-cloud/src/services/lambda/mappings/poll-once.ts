import { setImmediate } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { passesFilters } from './filter.ts';
import type { Mapping } from './mapping.ts';
import { readFailures } from './read-failures.ts';
import { splitBySize, sqsRecord } from './sqs-event.ts';

/** What a poller needs of the world. */
export interface PollerWorld {
  /** Up to `max` messages; waits for the first one until `signal` is aborted, or for some time. */
  receive(max: number, signal: AbortSignal): Promise<readonly Message[]>;
  /** Deletes messages of the queue. */
  remove(messages: readonly Message[]): Promise<void>;
  /** @throws when the function could not be called at all: it is throttled, or gone. */
  invoke(event: Uint8Array, traceId: string | undefined): Promise<{ payload: Uint8Array; failed: boolean }>;
  readonly region: string;
}

export interface PollOutcome {
  readonly received: number;
  /** The function could not be called: whoever polls should wait. */
  readonly refused: boolean;
}

/**
 * One round of a poller: gathers a batch, calls the function, deletes what it has done. What failed is only left alone: it comes
 * back when its visibility timeout is over, and goes to the dead-letter queue when SQS says so.
 * @param signal Ends the waiting for messages; what was received before is still handled.
 */
export async function pollOnce(
  mapping: Mapping,
  world: PollerWorld,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const received = await gather(mapping, world, signal);
  if (received.length === 0) return { received: 0, refused: false };
  const wanted = received.filter((message) => passesFilters(message, mapping.filters));
  if (wanted.length < received.length) {
    // As on AWS: what fits no filter is deleted, not left to others.
    await world.remove(received.filter((message) => !wanted.includes(message)));
  }
  const pairs = wanted.map((message) => ({
    message,
    record: sqsRecord(message, mapping.queueArn, world.region),
  }));
  for (const batch of splitBySize(pairs.map(({ record }) => record))) {
    const messages = pairs.filter(({ record }) => batch.includes(record)).map(({ message }) => message);
    const refused = await handOver(mapping, world, batch, messages);
    if (refused) return { received: received.length, refused };
  }
  return { received: received.length, refused: false };
}

async function handOver(
  mapping: Mapping,
  world: PollerWorld,
  batch: readonly object[],
  messages: readonly Message[],
): Promise<boolean> {
  const event = Buffer.from(JSON.stringify({ Records: batch }));
  const traceId = messages[0]?.Attributes?.AWSTraceHeader;
  let answer: Awaited<ReturnType<PollerWorld['invoke']>>;
  try {
    answer = await world.invoke(event, traceId);
  } catch {
    return true;
  }
  if (answer.failed) return false;
  const ids = new Set(messages.map(({ MessageId = '' }) => MessageId));
  const failures = mapping.reportsItemFailures ? readFailures(answer.payload, ids) : new Set<string>();
  const done = messages.filter(({ MessageId = '' }) => !failures.has(MessageId));
  if (done.length > 0) await world.remove(done);
  return false;
}

/** SQS hands out ten at a time. */
const PAGE = 10;

async function gather(
  { batchSize, window }: Mapping,
  world: PollerWorld,
  signal: AbortSignal,
): Promise<Message[]> {
  const batch = [...(await world.receive(Math.min(batchSize, PAGE), signal))];
  if (window === 0 || batch.length === 0) return batch;
  const over = AbortSignal.any([signal, AbortSignal.timeout(window * 1000)]);
  while (batch.length < batchSize && !over.aborted) {
    const more = await world.receive(Math.min(batchSize - batch.length, PAGE), over);
    batch.push(...more);
    // Lets time go on: a queue that ends answers at once, and the window's end could never come.
    if (more.length === 0) await setImmediate();
  }
  return batch;
}
