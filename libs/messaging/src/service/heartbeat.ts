import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running heartbeat. */
export interface Heartbeat {
  /** Ends it; the container's health check fails from then on. */
  stop(): Promise<void>;
}

/**
 * Where the health check of a worker's container finds its heartbeat. A worker has no port and, with a read-only root,
 * no file to touch: on Linux it is a socket in the abstract namespace, which lives in the task's own network. The
 * task's metadata address keeps tasks apart that share one machine. The probe in `taskdefs/*.json` computes the same.
 */
export function heartbeatPath(environment: Readonly<Record<string, string | undefined>>): string {
  // Outside ECS nobody probes, but two workers on one machine must still not meet.
  const address = environment['ECS_CONTAINER_METADATA_URI_V4'] ?? String(process.pid);
  const task = address.replace(/\W/g, '').slice(-32);
  return process.platform === 'linux' ? `\0phaseline-${task}` : join(tmpdir(), `phaseline-${task}`);
}

/**
 * Answers every connection to `path` with `ok` while `alive()` holds, else with `stalled`. Rejects when another process
 * is there already.
 */
export async function startHeartbeat(path: string, alive: () => boolean): Promise<Heartbeat> {
  const server = createServer((socket) => {
    // A probe that hangs up early is no fault of ours.
    socket.on('error', () => {});
    socket.end(alive() ? 'ok' : 'stalled');
  });
  // A socket file outlives a process that was killed; an abstract one does not.
  if (!path.startsWith('\0')) await rm(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  // Only the work keeps the process up.
  server.unref();
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
