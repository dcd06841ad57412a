/** Time that passes only when everybody waits, as a simulation has it. */
export interface VirtualTime {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Does `work` after `ms` of virtual time; nothing else happens meanwhile. */
  after<T>(ms: number, work: () => Promise<T>): Promise<T>;
  /** Lets time pass until nobody waits any more. */
  run(): Promise<void>;
}

interface Waiting {
  readonly at: number;
  readonly wake: () => Promise<void>;
}

/** A clock that starts at `start`. */
export function virtualTime(start: number): VirtualTime {
  const waiting: Waiting[] = [];
  let clock = start;
  return {
    now: () => clock,
    after: async (ms, work) =>
      await new Promise((resolve, reject) => {
        waiting.push({ at: clock + ms, wake: () => work().then(resolve, reject) });
      }),
    async run() {
      for (;;) {
        // Whoever was woken goes on to its next wait first.
        await new Promise((resolve) => setImmediate(resolve));
        const next = waiting.toSorted((one, other) => one.at - other.at)[0];
        if (!next) return;
        waiting.splice(waiting.indexOf(next), 1);
        clock = Math.max(clock, next.at);
        await next.wake();
      }
    },
  };
}
