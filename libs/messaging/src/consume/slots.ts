/** The places that messages in hand may take. */
export interface Slots {
  /**
   * Reserves 1 to `most` places, waiting while there is none. Resolves to 0 once {@link Slots.stop} was called.
   */
  take(most: number): Promise<number>;
  /** Gives places back. */
  give(count: number): void;
  /** Ends every wait with 0. */
  stop(): void;
  readonly free: number;
}

/** A receive for one message costs as much as one for ten: this long a poller waits for more places to get free. */
const LINGER_MS = 10;

/** `capacity` places. */
export function createSlots(capacity: number): Slots {
  let free = capacity;
  let stopped = false;
  let waiting: { readonly wanted: number; readonly wake: () => void }[] = [];

  /** Until `wanted` places are free, or `limitMs` has passed, or the end. */
  function until(wanted: number, limitMs: number | undefined): Promise<void> {
    if (free >= wanted || stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const entry = {
        wanted,
        wake: () => {
          clearTimeout(timer);
          waiting = waiting.filter((one) => one !== entry);
          resolve();
        },
      };
      const timer = limitMs === undefined ? undefined : setTimeout(() => entry.wake(), limitMs);
      waiting.push(entry);
    });
  }

  /** Another poller may have been quicker: then there is nothing, and it waits again. */
  function reserve(most: number): number {
    const taken = stopped ? 0 : Math.min(free, most);
    free -= taken;
    return taken;
  }

  return {
    async take(most) {
      await until(Math.max(1, Math.ceil(Math.min(most, capacity) / 2)), LINGER_MS);
      for (;;) {
        const taken = reserve(most);
        if (taken > 0 || stopped) return taken;
        await until(1, undefined);
      }
    },
    give(count) {
      free += count;
      for (const entry of waiting) if (free >= entry.wanted) entry.wake();
    },
    stop() {
      stopped = true;
      for (const entry of waiting) entry.wake();
    },
    get free() {
      return free;
    },
  };
}
