import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultId } from '../ec2/ids.ts';
import { createService, define, describeService, image, isStable, network } from './testing/deploy.ts';
import { startEcs, type TestEcs } from './testing/start-ecs.ts';

const FOREVER = "console.log('up', process.env.VERSION ?? ''); setInterval(() => {}, 1000);";
const patience = { timeout: 60_000, interval: 50 };

let ecs: TestEcs;
beforeEach(async () => {
  ecs = await startEcs();
});
afterEach(() => ecs.stop());

it('runs a service, rolls an update side by side and says how the deployment went', async () => {
  const first = await define(ecs, { image: await image(ecs, '1', FOREVER) });
  await createService(ecs, first);
  await vi.waitUntil(
    async () => (await describeService(ecs)).deployments?.[0]?.rolloutState === 'COMPLETED',
    patience,
  );
  expect(await isStable(ecs)).toBe(true);
  const second = await define(ecs, { image: await image(ecs, '2', `${FOREVER} // second`) });
  await ecs.call('UpdateService', { cluster: 'test', service: 'app', taskDefinition: second });
  expect((await describeService(ecs)).deployments?.map(({ status }) => status)).toEqual([
    'PRIMARY',
    'ACTIVE',
  ]);
  const fewest: number[] = [];
  await vi.waitUntil(
    async () => {
      const service = await describeService(ecs);
      fewest.push(service.runningCount ?? 0);
      return service.deployments?.length === 1 && service.deployments[0]?.rolloutState === 'COMPLETED';
    },
    { timeout: 60_000, interval: 5 },
  );
  expect(Math.min(...fewest)).toBeGreaterThanOrEqual(2);
  const service = await describeService(ecs);
  expect(service.taskDefinition).toBe(second);
  expect(service.events?.[0]?.message).toBe('(service app) has reached a steady state.');
  const { serviceDeployments } = await ecs.call('ListServiceDeployments', {
    cluster: 'test',
    service: 'app',
  });
  expect(serviceDeployments?.map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

it('runs a task to its end and tells exit code, reason and what it wrote', async () => {
  await ecs.call('CreateCluster', { clusterName: 'test' });
  const taskDefinition = await define(ecs, {
    image: await image(ecs, 'x', "console.log('bye'); process.exit(3)"),
  });
  const { tasks } = await ecs.call('RunTask', {
    cluster: 'test',
    taskDefinition,
    networkConfiguration: network(ecs),
  });
  const arn = tasks?.[0]?.taskArn ?? '';
  await vi.waitUntil(async () => {
    const answer = await ecs.call('DescribeTasks', { cluster: 'test', tasks: [arn] });
    return answer.tasks?.[0]?.lastStatus === 'STOPPED';
  }, patience);
  const { tasks: [task] = [] } = await ecs.call('DescribeTasks', { cluster: 'test', tasks: [arn] });
  expect(task).toMatchObject({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  });
  expect(task?.containers?.[0]).toMatchObject({ exitCode: 3, lastStatus: 'STOPPED' });
  expect([...ecs.logs.lines.values()]).toEqual([['bye']]);
});

it('spreads a service over its subnets, and refuses one that is not there', async () => {
  const subnets = ['a', 'b'].map((zone) =>
    defaultId('subnet', ecs.environment.account, ecs.environment.region, zone),
  );
  const networkConfiguration = { awsvpcConfiguration: { subnets } };
  await createService(ecs, await define(ecs, { image: await image(ecs, '1', FOREVER) }), {
    networkConfiguration,
  });
  await vi.waitUntil(() => isStable(ecs), patience);
  const { taskArns = [] } = await ecs.call('ListTasks', { cluster: 'test' });
  const { tasks = [] } = await ecs.call('DescribeTasks', { cluster: 'test', tasks: taskArns });
  expect(tasks.map(({ availabilityZone = '' }) => availabilityZone).toSorted()).toEqual([
    'us-east-1a',
    'us-east-1b',
  ]);
  const wrong = { awsvpcConfiguration: { subnets: ['subnet-0123'] } };
  const update = ecs.call('UpdateService', { cluster: 'test', service: 'app', networkConfiguration: wrong });
  await expect(update).rejects.toThrow(
    /Error retrieving subnet information for \[subnet-0123\].*InvalidSubnetID\.NotFound/,
  );
});
