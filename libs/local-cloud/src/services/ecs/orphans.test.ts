import { expect, it, vi } from 'vitest';
import { killCloud } from '../../testing/kill-cloud.ts';
import { createService, define, image } from './testing/deploy.ts';
import { startEcs } from './testing/start-ecs.ts';

const patience = { timeout: 60_000, interval: 30 };

it('leaves no task behind when the cloud itself is killed', async () => {
  const killed = await killCloud(new URL('testing/run-until-killed.ts', import.meta.url));
  expect(killed).toEqual({ began: 2, left: [] });
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
