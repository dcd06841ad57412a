import { afterEach, expect, test, vi } from 'vitest';
import { createManualClock } from '../../../clock.ts';
import { createProcessRuntime } from '../../../runtime/process/process-runtime.ts';
import { createService, define, describeService, image } from '../../ecs/testing/deploy.ts';
import { registryAccess } from '../../ecs/registry-access.ts';
import { startEcs, type TestEcs } from '../../ecs/testing/start-ecs.ts';
import { containerMetrics } from './container-metrics.ts';
import { meterTasks, type TaskMeter } from './task-meter.ts';

let ecs: TestEcs | undefined;
afterEach(() => ecs?.stop());

test('a busy task is seen as such: CPU and memory in percent of what it reserves', async () => {
  const clock = createManualClock();
  let meter: TaskMeter | undefined;
  ecs = await startEcs({
    runtime: (environment, ecr) => {
      meter = meterTasks(createProcessRuntime(environment, registryAccess(environment, ecr)), clock);
      return meter.runtime;
    },
  });
  const { service, environment } = ecs;
  const cloud = ecs;
  const busy = 'setInterval(() => { const end = Date.now() + 30; while (Date.now() < end); }, 40)';
  await createService(cloud, await define(cloud, { image: await image(cloud, '1', busy) }), {
    desiredCount: 1,
  });
  await vi.waitUntil(async () => (await describeService(cloud)).runningCount === 1, { timeout: 60_000 });

  const collect = containerMetrics(service, environment, meter);
  const figures = async (): Promise<Record<string, number | undefined>> => {
    // As if it had taken so short a time that the least bit of work shows.
    clock.advance(20);
    const data = (await collect()).flatMap((one) => one.data);
    return Object.fromEntries(data.map(({ MetricName = '', Value }) => [MetricName, Value]));
  };
  expect(await figures()).toEqual({
    RunningTaskCount: 1,
    PendingTaskCount: 0,
    DesiredTaskCount: 1,
    DeploymentCount: 1,
  });
  await vi.waitFor(
    async () => {
      const seen = await figures();
      expect(seen['CPUUtilization']).toBe(100);
      expect(seen['MemoryUtilization']).toBeGreaterThan(1);
      expect(seen['MemoryUtilization']).toBeLessThan(60);
    },
    { timeout: 60_000 },
  );
});
