import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait for something on AWS, and how often to look. */
export interface Poll {
  /** What is waited for, for the error: `load balancer x to be active`. */
  readonly what: string;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds before the second look; grows to {@link Poll.longest}. */
  readonly first?: number;
  /** Milliseconds between looks at most. */
  readonly longest?: number;
}

const growth = 1.3;

/** Raised when what was waited for did not come in time. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
}

/**
 * Looks until `look` gives something: at once, soon again, then ever less often.
 * @throws WaitTimeout when it took too long; what `look` throws; the signal's reason when it is aborted
 */
export async function poll<T>(options: Poll, look: () => Promise<T | undefined>): Promise<T> {
  const { what, timeoutSeconds, signal, first = 200, longest = 5000 } = options;
  const deadline = performance.now() + timeoutSeconds * 1000;
  for (let pause = first; ; pause = Math.min(longest, pause * growth)) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    const left = deadline - performance.now();
    if (left <= 0) throw new WaitTimeout(`waited ${timeoutSeconds} s for ${what}`);
    await sleep(Math.min(pause, left), undefined, signal ? { signal } : {});
  }
}
