import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { define, image, network } from './testing/deploy.ts';
import { startEcs, type TestEcs } from './testing/start-ecs.ts';

const FOREVER = "console.log('up'); setInterval(() => {}, 1000);";
const patience = { timeout: 60_000, interval: 20 };

let ecs: TestEcs;
beforeEach(async () => {
  ecs = await startEcs();
  await ecs.call('CreateCluster', { clusterName: 'test' });
});
afterEach(() => ecs.stop());

async function run(code: string, container: Partial<ContainerDefinition> = {}): Promise<string> {
  const taskDefinition = await define(ecs, { image: await image(ecs, 'run', code), ...container });
  const { tasks } = await ecs.call('RunTask', {
    cluster: 'test',
    taskDefinition,
    networkConfiguration: network(ecs),
  });
  return tasks?.[0]?.taskArn ?? '';
}

async function describe(arn: string): Promise<Task> {
  const { tasks } = await ecs.call('DescribeTasks', { cluster: 'test', tasks: [arn] });
  return tasks?.[0] ?? {};
}

async function until(arn: string, status: string): Promise<Task> {
  await vi.waitUntil(async () => (await describe(arn)).lastStatus === status, patience);
  return describe(arn);
}

const lines = (): string[] => [...ecs.logs.lines.values()].flat();

it('gives a container its own variables and nothing of the host', async () => {
  vi.stubEnv('HOST_SECRET', 'leaked');
  await until(
    await run('console.log(JSON.stringify(process.env))', { environment: [{ name: 'VERSION', value: '7' }] }),
    'STOPPED',
  );
  vi.unstubAllEnvs();
  const found = JSON.parse(lines()[0] ?? '{}') as Record<string, string>;
  expect(found).toMatchObject({
    VERSION: '7',
    FROM_IMAGE: 'yes',
    AWS_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
  });
  expect(found['AWS_ENDPOINT_URL']).toBe(ecs.environment.origin());
  expect(found).not.toHaveProperty('HOST_SECRET');
  expect(found).not.toHaveProperty('NODE_CHANNEL_FD');
});

it('listens on the container port of its own address, and its health check reaches it there', async () => {
  const server =
    "require('http').createServer((q, r) => r.end('hello')).listen(3000, '0.0.0.0', function () { console.log(this.address().port) })";
  const probe =
    "require('http').get('http://127.0.0.1:3000', (r) => process.exit(r.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))";
  const arn = await run(server, {
    portMappings: [{ containerPort: 3000 }],
    healthCheck: {
      command: ['CMD', '/nodejs/bin/node', '-e', probe],
      interval: 5,
      timeout: 60,
      startPeriod: 300,
    },
  });
  await vi.waitUntil(async () => (await describe(arn)).healthStatus === 'HEALTHY', patience);
  const task = await describe(arn);
  const address = task.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address ?? '';
  expect(address).toMatch(/^172\.31\./);
  const { host, port } = ecs.environment.network.resolve(address, 3000) ?? { host: '', port: 0 };
  expect(port).not.toBe(3000);
  expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('hello');
  expect(lines()).toContain('3000');
  await ecs.call('StopTask', { cluster: 'test', task: arn });
  await until(arn, 'STOPPED');
  expect(ecs.environment.network.resolve(address, 3000)).toBeUndefined();
});

it('is told to stop by SIGTERM, and killed when it does not', async () => {
  const polite = await run(
    "process.on('SIGTERM', () => { console.log('closing'); process.exit(0) });" + FOREVER,
  );
  await until(polite, 'RUNNING');
  await vi.waitUntil(() => lines().includes('up'), patience);
  await ecs.call('StopTask', { cluster: 'test', task: polite, reason: 'enough' });
  const stopped = await until(polite, 'STOPPED');
  expect(stopped).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'enough' });
  expect(stopped.containers?.[0]?.exitCode).toBe(0);
  expect(lines()).toContain('closing');
  const stubborn = await run(`process.on('SIGTERM', () => {}); ${FOREVER} console.log('deaf')`, {
    stopTimeout: 2,
  });
  await vi.waitUntil(() => lines().includes('deaf'), patience);
  await ecs.call('StopTask', { cluster: 'test', task: stubborn });
  expect((await until(stubborn, 'STOPPED')).containers?.[0]?.exitCode).toBe(137);
});

it('is killed above its memory limit, and says so', async () => {
  const arn = await run('const all = []; setInterval(() => all.push(Buffer.alloc(20e6, 1)), 5)', {
    memory: 128,
  });
  const task = await until(arn, 'STOPPED');
  expect(task.containers?.[0]).toMatchObject({
    exitCode: 137,
    reason: 'OutOfMemoryError: Container killed due to memory usage',
  });
});

it('tells a task about itself, and gives it credentials of its role', async () => {
  const code = `
    const get = (url) => fetch(url).then((r) => r.json());
    Promise.all([get(process.env.ECS_CONTAINER_METADATA_URI_V4 + '/task'), get(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI)])
      .then((all) => console.log(JSON.stringify(all)))`;
  const reference = await image(ecs, 'meta', code);
  await define(ecs, { image: reference });
  const { taskDefinition } = await ecs.call('DescribeTaskDefinition', { taskDefinition: 'app' });
  const {
    family = '',
    containerDefinitions,
    cpu,
    memory,
    networkMode,
    executionRoleArn,
  } = taskDefinition ?? {};
  const taskRoleArn = 'arn:aws:iam::123456789012:role/task';
  await ecs.call('RegisterTaskDefinition', {
    family,
    containerDefinitions,
    cpu,
    memory,
    networkMode,
    executionRoleArn,
    taskRoleArn,
  });
  const { tasks } = await ecs.call('RunTask', {
    cluster: 'test',
    taskDefinition: 'app',
    networkConfiguration: network(ecs),
  });
  const arn = tasks?.[0]?.taskArn ?? '';
  await until(arn, 'STOPPED');
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject([
    { TaskARN: arn, Family: 'app', Revision: '2' },
    { RoleArn: taskRoleArn, Token: taskRoleArn },
  ]);
});

it('does not start without its log group, or with a role that is not there', async () => {
  ecs.logs.groups.clear();
  const task = await until(await run(FOREVER), 'STOPPED');
  expect(task.stopCode).toBe('TaskFailedToStart');
  expect(task.stoppedReason).toMatch(
    /^ResourceInitializationError: failed to validate logger args: .*ResourceNotFoundException: The specified log group does not exist\./,
  );
  const { taskDefinition } = await ecs.call('DescribeTaskDefinition', { taskDefinition: 'app' });
  const { family = '', containerDefinitions, cpu, memory, networkMode } = taskDefinition ?? {};
  const executionRoleArn = 'arn:aws:iam::123456789012:role/missing';
  await ecs.call('RegisterTaskDefinition', {
    family,
    containerDefinitions,
    cpu,
    memory,
    networkMode,
    executionRoleArn,
  });
  const { tasks } = await ecs.call('RunTask', {
    cluster: 'test',
    taskDefinition: 'app',
    networkConfiguration: network(ecs),
  });
  const refused = await until(tasks?.[0]?.taskArn ?? '', 'STOPPED');
  expect(refused.stoppedReason).toContain(`ECS was unable to assume the role '${executionRoleArn}'`);
});

it('says that a command is not in the image', async () => {
  const task = await until(await run(FOREVER, { entryPoint: ['/bin/missing'] }), 'STOPPED');
  expect(task.stoppedReason).toMatch(
    /^CannotStartContainerError: .*exec: "\/bin\/missing": stat \/bin\/missing: no such file or directory/,
  );
});

it.each([
  ['ecr:GetAuthorizationToken', /^ResourceInitializationError: unable to pull secrets or registry auth: .*not authorized to perform: ecr:GetAuthorizationToken on resource: \*/], // prettier-ignore
  ['ecr:BatchGetImage', /^CannotPullContainerError: .*403 Forbidden: User: .*assumed-role\/execution\/\w+ is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:123456789012:repository\/app/], // prettier-ignore
  ['logs:CreateLogStream', /^ResourceInitializationError: failed to validate logger args: .*AccessDeniedException: .*logs:CreateLogStream on resource: arn:aws:logs:us-east-1:123456789012:log-group:\/ecs\/test:log-stream:/], // prettier-ignore
])('does not start without %s in its execution role, and says so', async (action, reason) => {
  ecs.denied.add(action);
  expect((await until(await run(FOREVER), 'STOPPED')).stoppedReason).toMatch(reason);
});
