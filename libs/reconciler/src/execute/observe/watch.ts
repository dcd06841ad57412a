import type { LineVerdict } from './count-lines.ts';

/** What this run has seen of one side since it began to look at it. */
export interface Watch {
  /** Milliseconds since the epoch when this run first saw it so. */
  readonly since: number;
  /** What was done and tried again. */
  readonly clusters: Map<string, WatchedCluster>;
  /** Messages that failed at least once, by id, and in which cluster first; of requests and invocations, which have none, their lines. */
  readonly failed: Map<string, string>;
  /** Messages that were refused as being at fault themselves, likewise. */
  readonly refused: Map<string, string>;
  /** Where the next look at its log begins, in milliseconds since the epoch. */
  cursor: number;
  /** Of the log lines around the cursor, those that were counted already. */
  readonly counted: Set<string>;
  /** When its queue was last seen empty. */
  emptyAt: number;
  /** Messages in the dead-letter queue when the watch began. */
  deadLetters: number | undefined;
}

/** What a task or an environment did in a slice of time, without what failed there first. */
export interface WatchedCluster {
  /** Counted from the epoch. */
  readonly slice: number;
  processed: number;
  /** Messages that failed here and in another cluster before. */
  readonly again: Set<string>;
}

/** So long is a slice of time: an environment that is killed, a dependency that hangs are mostly over by then. */
const sliceMilliseconds = 5000;

/** Adds to the watch what a line of a task or an environment says. */
export function addVerdict(
  { verdict, about, stream, timestamp }: LineVerdict & { about: string; stream: string; timestamp: number },
  watch: Pick<Watch, 'clusters' | 'failed' | 'refused'>,
): void {
  const slice = Math.floor(timestamp / sliceMilliseconds);
  const key = `${stream} ${slice}`;
  const cluster = watch.clusters.get(key) ?? { slice, processed: 0, again: new Set() };
  watch.clusters.set(key, cluster);
  if (verdict === 'done') {
    cluster.processed += 1;
    return;
  }
  const before = verdict === 'error' ? watch.failed : watch.refused;
  const first = before.get(about);
  if (first === undefined) before.set(about, key);
  else if (first !== key) cluster.again.add(about);
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
        clusters: new Map(),
        failed: new Map(),
        refused: new Map(),
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
