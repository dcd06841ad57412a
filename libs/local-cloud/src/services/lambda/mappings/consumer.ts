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
/** Without MaximumConcurrency AWS goes up to 1,250; each is a process here. */
const MOST = 10;
/** Between attempts while the function cannot be called, in milliseconds. */
const BACKOFF = { first: 500, longest: 30_000 };
/** After a poll without messages, in milliseconds: a queue that ends answers at once, and must not be asked without end. */
const EMPTY_PAUSE = 20;

/** Polls for a mapping until stopped; each poller calls the function with one batch at a time. */
export function startConsumer(mapping: Mapping, world: PollerWorld, clock: Clock): Consumer {
  const ending = new AbortController();
  const { signal } = ending;
  const pollers = new Set<Promise<void>>();
  const least = mapping.maximumConcurrency === undefined ? IDLE_POLLERS : IDLE_POLLERS_BOUNDED;
  const most = mapping.maximumConcurrency ?? MOST;

  function add(): void {
    const poller = run().finally(() => pollers.delete(poller));
    pollers.add(poller);
  }

  async function run(): Promise<void> {
    let refusals = 0;
    while (!signal.aborted) {
      const outcome = await pollOnce(mapping, world, signal).catch(() => undefined);
      if (outcome === undefined || outcome.refused) {
        await pause(Math.min(BACKOFF.first * 2 ** refusals, BACKOFF.longest));
        refusals += 1;
        continue;
      }
      refusals = 0;
      if (outcome.received >= mapping.batchSize && pollers.size < most && !signal.aborted) add();
      if (outcome.received === 0 && pollers.size > least) return;
      if (outcome.received === 0) await pause(EMPTY_PAUSE);
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(milliseconds, resolve);
      const end = (): void => {
        cancel();
        resolve();
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }

  for (let count = 0; count < least; count += 1) add();
  return {
    async stop() {
      ending.abort();
      while (pollers.size > 0) await Promise.all(pollers);
    },
  };
}
