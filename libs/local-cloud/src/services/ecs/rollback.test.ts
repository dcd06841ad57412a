import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createService, define, describeService, image, isStable } from './testing/deploy.ts';
import { startEcs, type TestEcs } from './testing/start-ecs.ts';

const FOREVER = "console.log('up'); setInterval(() => {}, 1000);";
const CRASH = "console.error('no database'); process.exit(7);";
const breaker = (rollback: boolean) => ({
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
});
const patience = { timeout: 60_000, interval: 30 };

let ecs: TestEcs;
beforeEach(async () => {
  // Long enough for a process to crash in on a busy machine: a task without a health check counts as up after it.
  ecs = await startEcs({ pace: { settle: 3000 } });
});
afterEach(() => ecs.stop());

async function newest() {
  const { serviceDeployments: [brief] = [] } = await ecs.call('ListServiceDeployments', {
    cluster: 'test',
    service: 'app',
  });
  const arn = brief?.serviceDeploymentArn ?? '';
  const { serviceDeployments } = await ecs.call('DescribeServiceDeployments', {
    serviceDeploymentArns: [arn],
  });
  return serviceDeployments?.[0] ?? {};
}

async function deployGood(settings = breaker(true)): Promise<string> {
  const good = await define(ecs, { image: await image(ecs, 'good', FOREVER) });
  await createService(ecs, good, settings);
  await vi.waitUntil(async () => (await newest()).status === 'SUCCESSFUL', patience);
  return good;
}

it('rolls back to the last completed deployment when the new tasks crash, and keeps the old ones running', async () => {
  const good = await deployGood();
  const { taskArns: before = [] } = await ecs.call('ListTasks', { cluster: 'test' });
  const bad = await define(ecs, { image: await image(ecs, 'bad', CRASH) });
  await ecs.call('UpdateService', { cluster: 'test', service: 'app', taskDefinition: bad });
  await vi.waitUntil(async () => (await newest()).status === 'ROLLBACK_SUCCESSFUL', patience);
  const deployment = await newest();
  expect(deployment.deploymentCircuitBreaker).toMatchObject({ status: 'TRIGGERED', threshold: 3 });
  // Two tasks crash side by side, so the third failure may come with a fourth.
  expect(deployment.deploymentCircuitBreaker?.failureCount).toBeGreaterThanOrEqual(3);
  expect(deployment.rollback?.reason).toMatch(
    /^ECS deployment circuit breaker: rolling back to deploymentId ecs-svc\/\d+\.$/,
  );
  const service = await describeService(ecs);
  expect(service.taskDefinition).toBe(good);
  expect(await isStable(ecs)).toBe(true);
  expect(service.events?.map(({ message }) => message).join('\n')).toContain(
    'deployment failed: tasks failed to start.',
  );
  const { taskArns: after = [] } = await ecs.call('ListTasks', { cluster: 'test' });
  expect(after.toSorted()).toEqual(before.toSorted());
  const { taskArns: stopped = [] } = await ecs.call('ListTasks', {
    cluster: 'test',
    desiredStatus: 'STOPPED',
  });
  const { tasks = [] } = await ecs.call('DescribeTasks', { cluster: 'test', tasks: stopped });
  const crashed = tasks.filter(({ stopCode }) => stopCode === 'EssentialContainerExited');
  expect(crashed.length).toBeGreaterThanOrEqual(3);
  expect(crashed.every(({ containers }) => containers?.[0]?.exitCode === 7)).toBe(true);
  expect([...ecs.logs.lines.values()].flat()).toContain('no database');
});

it('stays failed without a rollback, and does not start more tasks', async () => {
  await deployGood(breaker(false));
  const bad = await define(ecs, { image: await image(ecs, 'bad', CRASH) });
  await ecs.call('UpdateService', { cluster: 'test', service: 'app', taskDefinition: bad });
  await vi.waitUntil(async () => (await newest()).status === 'STOPPED', patience);
  const { deployments } = await describeService(ecs);
  expect(deployments?.map(({ status, rolloutState }) => `${status} ${rolloutState}`)).toEqual([
    'PRIMARY FAILED',
    'ACTIVE COMPLETED',
  ]);
  expect(deployments?.[1]?.runningCount).toBe(2);
});

it('rolls back when it is told to, and refuses to be told twice', async () => {
  const good = await deployGood();
  const stuck = await define(ecs, {
    image: await image(ecs, 'stuck', FOREVER + ' // 2'),
    healthCheck: {
      command: ['CMD', '/nodejs/bin/node', '-e', 'process.exit(1)'],
      startPeriod: 300,
      interval: 5,
      retries: 10,
    },
  });
  await ecs.call('UpdateService', { cluster: 'test', service: 'app', taskDefinition: stuck });
  const { serviceDeploymentArn } = await newest();
  await ecs.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
  await expect(
    ecs.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' }),
  ).rejects.toMatchObject({ code: 'ConflictException' });
  await vi.waitUntil(async () => (await newest()).status === 'ROLLBACK_SUCCESSFUL', patience);
  expect((await describeService(ecs)).taskDefinition).toBe(good);
});

it('counts an image that cannot be pulled as a failed task, and says so', async () => {
  await deployGood();
  const { host } = new URL(ecs.environment.origin());
  const absent = await define(ecs, { image: `${host}/app:absent` });
  await ecs.call('UpdateService', { cluster: 'test', service: 'app', taskDefinition: absent });
  await vi.waitUntil(async () => (await newest()).status === 'ROLLBACK_SUCCESSFUL', patience);
  const { taskArns = [] } = await ecs.call('ListTasks', { cluster: 'test', desiredStatus: 'STOPPED' });
  const { tasks = [] } = await ecs.call('DescribeTasks', { cluster: 'test', tasks: taskArns });
  const failed = tasks.find(({ stopCode }) => stopCode === 'TaskFailedToStart');
  expect(failed?.stoppedReason).toBe(
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${host}/app:absent: ${host}/app:absent: not found`,
  );
});
