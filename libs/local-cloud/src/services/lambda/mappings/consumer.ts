import type { Clock } from '../../../clock.ts';
import type { Mapping } from './mapping.ts';
import { pollOnce, type PollerWorld } from './poll-once.ts';

/** The pollers of one mapping. */
export interface Consumer {
  /** No more messages are asked for; resolves when those in hand are done with. */
  stop(): Promise<void>;
}

/** Pollers that are always there, as on AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const IDLE_POLLERS = 5;
const IDLE_POLLERS_BOUNDED = 2;
/** Between two new pollers, in milliseconds: AWS adds 300 a minute. */
const GROWTH = 200;
/** Between attempts while the function cannot be called, in milliseconds. */
const BACKOFF = { first: 500, longest: 30_000 };
/** After a poll without messages, in milliseconds: a queue that ends answers at once, and must not be asked without end. */
const EMPTY_PAUSE = 20;

/**
 * Polls for a mapping until stopped; each poller calls the function with one batch at a time.
 * @param room how many there may be without MaximumConcurrency
 */
export function startConsumer(mapping: Mapping, world: PollerWorld, clock: Clock, room: number): Consumer {
  const ending = new AbortController();
  const { signal } = ending;
  const pollers = new Set<Promise<void>>();
  const least = mapping.maximumConcurrency === undefined ? IDLE_POLLERS : IDLE_POLLERS_BOUNDED;
  const most = mapping.maximumConcurrency ?? room;
  /** Those that go on: when many answers come in one moment, as when a queue is deleted, each must know who has gone before it. */
  let size = 0;
  let grown = 0;

  function add(): void {
    size += 1;
    const poller = run().finally(() => pollers.delete(poller));
    pollers.add(poller);
  }

  /** Whether there is one more than `enough`; then it is one less. */
  function leaves(enough: number): boolean {
    if (size <= enough) return false;
    size -= 1;
    return true;
  }

  function grow(): void {
    if (size >= most || signal.aborted || clock.now() < grown + GROWTH) return;
    grown = clock.now();
    add();
  }

  async function run(): Promise<void> {
    let refusals = 0;
    while (!signal.aborted) {
      const outcome = await pollOnce(mapping, world, signal).catch(() => undefined);
      if (outcome === undefined || outcome.refused) {
        await pause(Math.min(BACKOFF.first * 2 ** refusals, BACKOFF.longest));
        refusals += 1;
        if (leaves(least)) return;
        continue;
      }
      refusals = 0;
      // A function that fails gets less to do; not one that says itself what of a batch has failed.
      if (outcome.failed && !mapping.reportsItemFailures) {
        if (leaves(1)) return;
        continue;
      }
      if (outcome.received >= mapping.batchSize || size < least) grow();
      if (outcome.received === 0 && leaves(least)) return;
      if (outcome.received === 0) await pause(EMPTY_PAUSE);
    }
  }

  const pause = (milliseconds: number): Promise<void> => world.pause(milliseconds, signal);

  for (let count = 0; count < least; count += 1) add();
  return {
    async stop() {
      ending.abort();
      while (pollers.size > 0) await Promise.all(pollers);
    },
  };
}
