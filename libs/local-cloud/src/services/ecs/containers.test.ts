import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { image, network } from './testing/deploy.ts';
import { startEcs, type TestEcs } from './testing/start-ecs.ts';

const patience = { timeout: 60_000, interval: 20 };
const logConfiguration: ContainerDefinition['logConfiguration'] = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/ecs/test', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' },
};

let ecs: TestEcs;
beforeEach(async () => {
  ecs = await startEcs();
  await ecs.call('CreateCluster', { clusterName: 'test' });
});
afterEach(() => ecs.stop());

async function run(containerDefinitions: ContainerDefinition[]): Promise<Task> {
  await ecs.call('RegisterTaskDefinition', {
    family: 'several',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '1024',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: containerDefinitions.map((one) => ({ ...one, logConfiguration })),
  });
  const { tasks } = await ecs.call('RunTask', {
    cluster: 'test',
    taskDefinition: 'several',
    networkConfiguration: network(ecs),
  });
  const arn = tasks?.[0]?.taskArn ?? '';
  const describe = async () =>
    (await ecs.call('DescribeTasks', { cluster: 'test', tasks: [arn] })).tasks?.[0] ?? {};
  await vi.waitUntil(async () => (await describe()).lastStatus === 'STOPPED', patience);
  return describe();
}

it('starts containers in the order of their dependencies, in one network', async () => {
  const serve = "require('http').createServer((q, r) => r.end('from sidecar')).listen(8080)";
  const ask =
    "fetch('http://localhost:8080').then((r) => r.text()).then((text) => { console.log(text); process.exit(0) })";
  const check =
    "require('http').get('http://127.0.0.1:8080', () => process.exit(0)).on('error', () => process.exit(1))";
  const task = await run([
    {
      name: 'main',
      image: await image(ecs, 'ask', ask),
      dependsOn: [
        { containerName: 'sidecar', condition: 'HEALTHY' },
        { containerName: 'init', condition: 'SUCCESS' },
      ],
    },
    {
      name: 'sidecar',
      image: await image(ecs, 'serve', serve),
      essential: false,
      portMappings: [{ containerPort: 8080 }],
      healthCheck: { command: ['CMD', 'node', '-e', check], timeout: 60, startPeriod: 300 },
    },
    { name: 'init', image: await image(ecs, 'init', "console.log('prepared')"), essential: false },
  ]);
  expect([...ecs.logs.lines.values()].flat().toSorted()).toEqual(['from sidecar', 'prepared']);
  const exits = Object.fromEntries(task.containers?.map(({ name, exitCode }) => [name, exitCode]) ?? []);
  expect(exits).toMatchObject({ main: 0, init: 0 });
  expect(exits['sidecar']).toBeGreaterThan(0);
});

it('does not start a container whose dependency failed', async () => {
  const task = await run([
    {
      name: 'main',
      image: await image(ecs, 'main', "console.log('never')"),
      dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }],
    },
    { name: 'init', image: await image(ecs, 'init', 'process.exit(4)'), essential: false },
  ]);
  expect(task.stopCode).toBe('TaskFailedToStart');
  expect([...ecs.logs.lines.values()].flat()).toEqual([]);
});
