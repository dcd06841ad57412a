import { readFileSync } from 'node:fs';

/** How long a process's main thread has waited for a processor that others had, in milliseconds; 0 where /proc does not tell. */
export function waitedForProcessor(pid: number): number {
  try {
    // https://docs.kernel.org/scheduler/sched-stats.html: on the processor, waiting for it (both nanoseconds), and how often.
    const [, waited] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waited) / 1_000_000 || 0;
  } catch {
    return 0;
  }
}

/**
 * A clock of how long something has been kept waiting since now, in milliseconds: its processes, and this one, whose answers it waits for.
 * Where several waited at once that counts for each: rather too much time than too little.
 */
export function countWaits(pids: readonly number[], waitedFor = waitedForProcessor): () => number {
  const waited = (): number => [process.pid, ...pids].reduce((sum, pid) => sum + waitedFor(pid), 0);
  const before = waited();
  // A process that has ended waits no more, and is not known any more.
  return () => Math.max(0, waited() - before);
}

/**
 * Calls `over` after `limit` milliseconds that do not count what was waited for a processor: AWS gives each environment its share of
 * one, this machine shares two among everything. Call what it returns to call it off.
 * @param waited How long has been waited so far, in milliseconds.
 */
export function limitOwnTime(limit: number, waited: () => number, over: () => void): () => void {
  let allowed = limit;
  let timer = setTimeout(check, limit);
  function check(): void {
    const more = limit + waited() - allowed;
    // Less than a tick of the timer is none.
    if (more < 1) return over();
    allowed += more;
    timer = setTimeout(check, more);
  }
  return () => clearTimeout(timer);
}
