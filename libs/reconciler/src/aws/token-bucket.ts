import { setTimeout as sleep } from 'node:timers/promises';

/** How many calls may be made at once, and how many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** The clock of a bucket; milliseconds. */
export interface BucketClock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const realClock: BucketClock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  },
};

/**
 * A token bucket as AWS throttles by: `take` resolves when a call may be made, in the order of asking. Waiting for our own
 * turn costs nothing; being throttled costs a round trip and a backoff for everybody.
 */
export function createTokenBucket({ burst, perSecond }: Rate, clock: BucketClock = realClock) {
  let tokens = burst;
  let filledAt = clock.now();
  return {
    /** @throws the signal's reason when it is aborted while waiting */
    async take(signal?: AbortSignal): Promise<void> {
      const now = clock.now();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      // Below zero: the token is promised already, and the next who asks waits for the one after.
      tokens -= 1;
      if (tokens < 0) await clock.sleep((-tokens / perSecond) * 1000, signal);
    },
  };
}

export type TokenBucket = ReturnType<typeof createTokenBucket>;
