import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';

/**
 * Runs a script that starts a cloud and prints the ids of the processes this began, as one JSON array; kills it, and expects them to end.
 * @param script the script's URL
 * @param count how many processes there must be
 */
export async function expectNoneOutlivesItsCloud(script: URL, count: number): Promise<void> {
  // A cloud that is killed cannot remove its folder; this does.
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-orphans-'));
  const cloud = spawn(process.execPath, [fileURLToPath(script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [line] = (await once(createInterface({ input: cloud.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as number[];
  try {
    expect(pids).toHaveLength(count);
    expect(pids.every(lives)).toBe(true);
    cloud.kill('SIGKILL');
    await vi.waitUntil(() => !pids.some(lives), { timeout: 60_000, interval: 30 });
  } finally {
    for (const pid of pids.filter(lives)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
