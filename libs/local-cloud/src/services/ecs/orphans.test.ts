import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { createService, define, image } from './testing/deploy.ts';
import { startEcs } from './testing/start-ecs.ts';

const patience = { timeout: 60_000, interval: 30 };

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('leaves no task behind when the cloud itself is killed', async () => {
  const script = fileURLToPath(new URL('testing/run-until-killed.ts', import.meta.url));
  // A cloud that is killed cannot remove its folder; the test does.
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-orphans-'));
  const cloud = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [line] = (await once(createInterface({ input: cloud.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as number[];
  expect(pids).toHaveLength(2);
  expect(pids.every(lives)).toBe(true);
  cloud.kill('SIGKILL');
  await vi.waitUntil(() => !pids.some(lives), patience);
  await rm(folder, { recursive: true, force: true });
});

it('replaces a task whose process somebody killed', async () => {
  const ecs = await startEcs();
  try {
    const code = 'console.log(process.pid); setInterval(() => {}, 1000)';
    await createService(ecs, await define(ecs, { image: await image(ecs, '1', code) }), { desiredCount: 1 });
    const pids = () => [...ecs.logs.lines.values()].flat().map(Number);
    await vi.waitUntil(() => pids().length === 1, patience);
    process.kill(pids()[0] ?? 0, 'SIGKILL');
    await vi.waitUntil(() => pids().length === 2, patience);
    const { taskArns = [] } = await ecs.call('ListTasks', { cluster: 'test', desiredStatus: 'STOPPED' });
    const { tasks } = await ecs.call('DescribeTasks', { cluster: 'test', tasks: taskArns });
    expect(tasks?.[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      containers: [{ exitCode: 137 }],
    });
  } finally {
    await ecs.stop();
  }
});
