/** What this run has seen of one side since it began to look at it. */
export interface Watch {
  /** Milliseconds since the epoch when this run first saw it so. */
  readonly since: number;
  processed: number;
  /** Messages that failed at least once, by id; of requests and invocations, which have none, their lines. */
  readonly failed: Set<string>;
  /** Messages that were refused as being at fault themselves. */
  readonly refused: Set<string>;
  /** Where the next look at its log begins, in milliseconds since the epoch. */
  cursor: number;
  /** Of the log lines around the cursor, those that were counted already. */
  readonly counted: Set<string>;
  /** When its queue was last seen empty. */
  emptyAt: number;
  /** Messages in the dead-letter queue when the watch began. */
  deadLetters: number | undefined;
}

/** Watches by what they are about: a side in one condition. Another condition (another weight, enabled anew) is another watch. */
export interface Watches {
  /** @param earlierMilliseconds how long before now a new watch begins */
  of(key: string, earlierMilliseconds?: number): Watch;
  /** Forgets what begins with `prefix`: it is not so any more. */
  forget(prefix: string): void;
}

export function createWatches(now: () => number): Watches {
  const watches = new Map<string, Watch>();
  return {
    of(key, earlierMilliseconds = 0) {
      const known = watches.get(key);
      if (known) return known;
      const since = now() - earlierMilliseconds;
      const watch: Watch = {
        since,
        processed: 0,
        failed: new Set(),
        refused: new Set(),
        cursor: since,
        counted: new Set(),
        emptyAt: since,
        deadLetters: undefined,
      };
      watches.set(key, watch);
      return watch;
    },
    forget(prefix) {
      for (const key of watches.keys()) if (key.startsWith(prefix)) watches.delete(key);
    },
  };
}
