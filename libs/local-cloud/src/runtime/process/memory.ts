import { readFileSync } from 'node:fs';

/** Resident memory of a process in bytes; 0 where /proc does not tell or the process is gone. */
export function residentMemory(pid: number): number {
  return fromStatus(pid, 'VmRSS');
}

/** The most it has held, in bytes; 0 as {@link residentMemory}. */
export function peakMemory(pid: number): number {
  return fromStatus(pid, 'VmHWM');
}

/** The kernel answers from memory: reading at once takes a fifth of what a promise of it does, and this is read after every invocation. */
function fromStatus(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return 0;
  }
  const at = status.indexOf(`${field}:`);
  return at === -1 ? 0 : Number.parseInt(status.slice(at + field.length + 1), 10) * 1024;
}

/**
 * Looks at a process's memory until stopped and calls `exceeded` once it is above `limit` bytes.
 * Only the container's main process is watched: this machine has no cgroup to ask.
 */
export function watchMemory(pid: number, limit: number, exceeded: () => void, interval = 250): () => void {
  const look = () => {
    if (residentMemory(pid) <= limit) return;
    clearInterval(timer);
    exceeded();
  };
  const timer = setInterval(look, interval);
  timer.unref();
  return () => clearInterval(timer);
}

/** MiB of V8 heap for a container of `memory` MiB: what is left covers buffers, code and Node itself. */
export const heapLimit = (memory: number): number => Math.max(64, Math.floor(memory * 0.75));
