import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a lock that another process holds is asked for again (ms). */
const pollTime = 200;

/**
 * Takes the lock of a concurrency group among all processes of this user. The lock is a name in Linux's abstract socket namespace: it
 * ends with the process that holds it, however that dies, and leaves no file. Elsewhere there is no such thing, and no lock.
 * `waits` is called when somebody has it. Returns what releases it, or undefined when `signal` gave up.
 */
export async function lockGroup(
  workspace: string,
  group: string,
  options: { readonly waits: () => void; readonly signal: AbortSignal },
): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux') return () => undefined;
  const text = [userInfo().uid, workspace, group.toLowerCase()].join('\0');
  const name = `\0workflow-concurrency-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  let waiting = false;
  while (!options.signal.aborted) {
    const server = await listen(name);
    if (server !== undefined) return () => void server.close();
    if (!waiting) options.waits();
    waiting = true;
    await sleep(pollTime);
  }
  return undefined;
}

/** Undefined when somebody else listens there. Nobody ever connects; holding the name is all. */
async function listen(name: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => resolve(server.unref()));
  });
}
