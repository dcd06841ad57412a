import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// What a busy function itself could notice it would notice too late: here its event loop never turns again.
it('leaves no function behind when the cloud itself is killed, however busy the function is', async () => {
  const script = fileURLToPath(new URL('testing/run-until-killed.ts', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-orphans-'));
  const cloud = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [line] = (await once(createInterface({ input: cloud.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as number[];
  try {
    expect(pids).toHaveLength(2);
    expect(pids.every(lives)).toBe(true);
    cloud.kill('SIGKILL');
    await vi.waitUntil(() => !pids.some(lives), { timeout: 20_000, interval: 30 });
  } finally {
    for (const pid of pids.filter(lives)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);
