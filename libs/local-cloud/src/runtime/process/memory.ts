import { readFile } from 'node:fs/promises';

/** Resident memory of a process in bytes; 0 where /proc does not tell or the process is gone. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/**
 * Looks at a process's memory until stopped and calls `exceeded` once it is above `limit` bytes.
 * Only the container's main process is watched: this machine has no cgroup to ask.
 */
export function watchMemory(pid: number, limit: number, exceeded: () => void, interval = 250): () => void {
  const look = async () => {
    if ((await residentMemory(pid)) <= limit) return;
    clearInterval(timer);
    exceeded();
  };
  const timer = setInterval(() => void look(), interval);
  timer.unref();
  return () => clearInterval(timer);
}

/** MiB of V8 heap for a container of `memory` MiB: what is left covers buffers, code and Node itself. */
export const heapLimit = (memory: number): number => Math.max(64, Math.floor(memory * 0.75));
