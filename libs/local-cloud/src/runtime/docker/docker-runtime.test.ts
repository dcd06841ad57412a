import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { image, network } from '../../services/ecs/testing/deploy.ts';
import { startEcs, type TestEcs } from '../../services/ecs/testing/start-ecs.ts';
import { registryAccess } from '../../services/ecs/index.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { createEngine, isEngineAvailable } from './engine.ts';

const patience = { timeout: 60_000, interval: 50 };
const hasEngine = await isEngineAvailable();

describe.skipIf(!hasEngine)('docker runtime (skipped where no Docker engine answers)', () => {
  let ecs: TestEcs;
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= ecs.stop());
  afterAll(stop);
  beforeAll(async () => {
    ecs = await startEcs({
      baseImage: 'node',
      pace: { second: 1000 },
      runtime: (environment, ecr) => createDockerRuntime(environment, registryAccess(environment, ecr)),
    });
    await ecs.call('CreateCluster', { clusterName: 'test' });
  });

  const lines = () => [...ecs.logs.lines.values()].flat();
  async function run(tag: string, code: string, extra: object = {}, size: object = {}): Promise<string> {
    await ecs.call('RegisterTaskDefinition', {
      family: tag,
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      ...size,
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      taskRoleArn: 'arn:aws:iam::123456789012:role/task',
      containerDefinitions: [
        {
          name: 'app',
          image: await image(ecs, tag, code),
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': '/ecs/test',
              'awslogs-region': 'us-east-1',
              'awslogs-stream-prefix': tag,
            },
          },
          ...extra,
        },
      ],
    });
    const { tasks } = await ecs.call('RunTask', {
      cluster: 'test',
      taskDefinition: tag,
      networkConfiguration: network(ecs),
    });
    return tasks?.[0]?.taskArn ?? '';
  }
  const find = async (arn: string) =>
    (await ecs.call('DescribeTasks', { cluster: 'test', tasks: [arn] })).tasks?.[0] ?? {};
  const until = (arn: string, status: string) =>
    vi.waitUntil(async () => (await find(arn)).lastStatus === status, patience);

  it('runs the pushed image, reaches the cloud from inside and tells how it ended', async () => {
    const code = `
      const get = (url) => fetch(url).then((r) => r.json());
      Promise.all([get(process.env.ECS_CONTAINER_METADATA_URI_V4 + '/task'), get(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI)])
        .then(([task, credentials]) => { console.log(task.TaskARN, credentials.RoleArn, process.getuid(), process.env.QUEUE); process.exit(5); })`;
    const origin = ecs.environment.origin();
    const arn = await run('once', code, { environment: [{ name: 'QUEUE', value: `${origin}/queue` }] });
    await until(arn, 'STOPPED');
    expect((await find(arn)).containers?.[0]).toMatchObject({ exitCode: 5 });
    expect(lines()[0]).toMatch(
      /task\/test\/\w+ arn:aws:iam::123456789012:role\/task 65532 http:\/\/169\.254\.170\.2:\d+\/queue$/,
    );
  });

  it('serves on its own address, passes its health check and stops on SIGTERM', async () => {
    const server =
      "require('http').createServer((q, r) => r.end('hello')).listen(3000); process.on('SIGTERM', () => { console.log('closing'); process.exit(0) })";
    const probe =
      "require('http').get('http://127.0.0.1:3000', () => process.exit(0)).on('error', () => process.exit(1))";
    const arn = await run('serve', server, {
      portMappings: [{ containerPort: 3000 }],
      healthCheck: { command: ['CMD', '/nodejs/bin/node', '-e', probe], interval: 5, startPeriod: 30 },
    });
    await vi.waitUntil(async () => (await find(arn)).healthStatus === 'HEALTHY', patience);
    const address = (await find(arn)).containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address ?? '';
    const { host, port } = ecs.environment.network.resolve(address, 3000) ?? { host: '', port: 0 };
    expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('hello');
    await ecs.call('StopTask', { cluster: 'test', task: arn });
    await until(arn, 'STOPPED');
    expect((await find(arn)).containers?.[0]?.exitCode).toBe(0);
    expect(lines()).toContain('closing');
  });

  it('keeps the network of a task whose first container ended, and leaves nothing', async () => {
    const server =
      "require('http').createServer((q, r) => r.end('still here')).listen(3000); process.on('SIGTERM', () => process.exit(0))";
    await ecs.call('RegisterTaskDefinition', {
      family: 'two',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'setup', image: await image(ecs, 'setup', 'process.exit(0)'), essential: false },
        {
          name: 'app',
          image: await image(ecs, 'two', server),
          portMappings: [{ containerPort: 3000 }],
          dependsOn: [{ containerName: 'setup', condition: 'SUCCESS' }],
        },
      ],
    });
    const { tasks } = await ecs.call('RunTask', {
      cluster: 'test',
      taskDefinition: 'two',
      networkConfiguration: network(ecs),
    });
    const arn = tasks?.[0]?.taskArn ?? '';
    await until(arn, 'RUNNING');
    const address = (await find(arn)).containers?.[1]?.networkInterfaces?.[0]?.privateIpv4Address ?? '';
    const answer = async () => {
      const { host, port } = ecs.environment.network.resolve(address, 3000) ?? { host: '', port: 0 };
      return fetch(`http://${host}:${port}`).then(
        (response) => response.text(),
        () => '',
      );
    };
    await vi.waitUntil(async () => (await answer()) === 'still here', patience);
    await ecs.call('StopTask', { cluster: 'test', task: arn });
    await until(arn, 'STOPPED');
    expect(await ofTask(arn)).toEqual([]);
  });

  /** The engine's containers of a task. */
  const ofTask = (arn: string) => {
    const filters = JSON.stringify({ label: [`phaseline.task=${arn.split('/').at(-1)}`] });
    return createEngine().call('GET', `/containers/json?all=1&filters=${encodeURIComponent(filters)}`);
  };

  it('gives a container no more CPU than the machine has, rather than none', async () => {
    const arn = await run('wide', "console.log('wide')", {}, { cpu: '16384', memory: '32768' });
    await until(arn, 'STOPPED');
    expect((await find(arn)).containers?.[0]).toMatchObject({ exitCode: 0 });
    expect(lines()).toContain('wide');
  });

  it('kills a container above its memory limit', async () => {
    const arn = await run('greedy', 'const all = []; setInterval(() => all.push(Buffer.alloc(20e6, 1)), 5)', {
      memory: 128,
    });
    await until(arn, 'STOPPED');
    expect((await find(arn)).containers?.[0]).toMatchObject({
      exitCode: 137,
      reason: expect.stringContaining('OutOfMemoryError') as string,
    });
  });

  // The last one: it ends what the others use.
  it('leaves no image of the registry that ends, nor its network', async () => {
    const { host } = new URL(ecs.environment.origin());
    const engine = createEngine();
    const images = async () => JSON.stringify(await engine.call('GET', '/images/json'));
    expect(await images()).toContain(host);
    await stop();
    expect(await images()).not.toContain(host);
    expect(JSON.stringify(await engine.call('GET', '/networks'))).not.toContain(`phaseline-${process.pid}"`);
  });
});
