import { setImmediate } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../service.ts';
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
  /** How many milliseconds the queue hides messages that were received. */
  visibility(): Promise<number>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves when the time is over, or when `signal` is aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface PollOutcome {
  readonly received: number;
  /** The function could not be called: whoever polls should wait. */
  readonly refused: boolean;
  /** The function answered with an error, and so for the whole batch. */
  readonly failed: boolean;
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
  const { messages: received, since } = await gather(mapping, world, signal);
  if (received.length === 0) return { received: 0, refused: false, failed: false };
  let failed = false;
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
    const outcome = await handOver({ mapping, world, batch, messages, since }, signal);
    if (outcome === 'refused') return { received: received.length, refused: true, failed };
    failed ||= outcome === 'failed';
  }
  return { received: received.length, refused: false, failed };
}

interface Batch {
  readonly mapping: Mapping;
  readonly world: PollerWorld;
  readonly batch: readonly object[];
  readonly messages: readonly Message[];
  /** When the first of them was received. */
  readonly since: number;
}

async function handOver(given: Batch, signal: AbortSignal): Promise<'done' | 'failed' | 'refused'> {
  const { mapping, world, messages } = given;
  const answer = await invoke(given, signal);
  if (!answer) return 'refused';
  if (answer.failed) return 'failed';
  const ids = new Set(messages.map(({ MessageId = '' }) => MessageId));
  const failures = mapping.reportsItemFailures ? readFailures(answer.payload, ids) : new Set<string>();
  const done = messages.filter(({ MessageId = '' }) => !failures.has(MessageId));
  if (done.length > 0) await world.remove(done);
  return 'done';
}

/** Between attempts while the function is throttled, in milliseconds. */
const BACKOFF = { first: 500, longest: 30_000 };

/**
 * A throttled function is asked again, later and later, until the messages are visible to others:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @returns undefined when it could not be called
 */
async function invoke(
  { world, batch, messages, since }: Batch,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<PollerWorld['invoke']>> | undefined> {
  const event = Buffer.from(JSON.stringify({ Records: batch }));
  const traceId = messages[0]?.Attributes?.AWSTraceHeader;
  for (let wait = BACKOFF.first; ; wait = Math.min(wait * 2, BACKOFF.longest)) {
    try {
      return await world.invoke(event, traceId);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') return undefined;
      if (world.now() + wait >= since + (await world.visibility())) return undefined;
      await world.pause(wait, signal);
      if (signal.aborted) return undefined;
    }
  }
}

/** SQS hands out ten at a time. */
const PAGE = 10;

async function gather(
  { batchSize, window }: Mapping,
  world: PollerWorld,
  signal: AbortSignal,
): Promise<{ messages: Message[]; since: number }> {
  const batch = [...(await world.receive(Math.min(batchSize, PAGE), signal))];
  const since = world.now();
  if (window === 0 || batch.length === 0) return { messages: batch, since };
  const over = AbortSignal.any([signal, AbortSignal.timeout(window * 1000)]);
  while (batch.length < batchSize && !over.aborted) {
    const more = await world.receive(Math.min(batchSize - batch.length, PAGE), over);
    batch.push(...more);
    // Lets time go on: a queue that ends answers at once, and the window's end could never come.
    if (more.length === 0) await setImmediate();
  }
  return { messages: batch, since };
}
