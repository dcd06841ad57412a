import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a lock that another process holds is asked for again (ms). */
const pollTime = 200;
/** SQLITE_BUSY: somebody else has it. https://www.sqlite.org/rescode.html */
const busy = 5;

/**
 * Takes the lock of a concurrency group among all processes of this user. SQLite's exclusive lock belongs to the process and ends
 * with it however that dies, so no lock is ever left over. `waits` is called when somebody has it. Returns what releases it, or
 * undefined when `signal` gave up.
 */
export async function lockGroup(
  workspace: string,
  group: string,
  options: { readonly waits: () => void; readonly signal: AbortSignal },
): Promise<(() => void) | undefined> {
  const folder = join(tmpdir(), `workflow-concurrency-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = createHash('sha256').update(`${workspace}\0${group.toLowerCase()}`).digest('hex').slice(0, 32);
  const database = new DatabaseSync(join(folder, `${key}.lock`), { timeout: 0 });
  let waiting = false;
  while (!options.signal.aborted) {
    if (take(database)) return () => database.close();
    if (!waiting) options.waits();
    waiting = true;
    await sleep(pollTime);
  }
  database.close();
  return undefined;
}

function take(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy) return false;
    throw error;
  }
}
