import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

const patience = { timeout: 60_000, interval: 30 };

/**
 * Runs a script that starts a cloud and prints the ids of the processes this began, as one JSON array; then kills it.
 * @param script the script's URL
 * @returns how many processes there were, and those that did not end with their cloud
 */
export async function killCloud(script: URL): Promise<{ began: number; left: readonly number[] }> {
  // A cloud that is killed cannot remove its folder; this does.
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-orphans-'));
  const cloud = spawn(process.execPath, [fileURLToPath(script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [line] = (await once(createInterface({ input: cloud.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as number[];
  try {
    const began = pids.filter(lives).length;
    cloud.kill('SIGKILL');
    await vi.waitUntil(() => !pids.some(lives), patience).catch(() => undefined);
    return { began, left: pids.filter(lives) };
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
