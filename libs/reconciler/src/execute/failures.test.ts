import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  type DescribeServicesCommandOutput,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { systemIn } from '../testing/system.ts';

/** What goes wrong in a move, and what is there afterwards. */
let aws: TestCloud;

beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});

const context = () => ({ clients: aws.clients });

/** What runs and consumes in an environment. */
async function runningIn(prefix: string) {
  const { serviceArns = [] } = await aws.clients.ecs
    .send(new ListServicesCommand({ cluster: `${prefix}-pubsub-cluster` }))
    .catch(() => ({ serviceArns: [] }));
  const { services = [] }: Partial<DescribeServicesCommandOutput> =
    serviceArns.length === 0
      ? {}
      : await aws.clients.ecs.send(
          new DescribeServicesCommand({ cluster: `${prefix}-pubsub-cluster`, services: serviceArns }),
        );
  const { Functions = [] } = await aws.clients.lambda.send(new ListFunctionsCommand({}));
  const { EventSourceMappings = [] } = await aws.clients.lambda.send(new ListEventSourceMappingsCommand({}));
  const own = (name = '') => name.includes(`${prefix}-`);
  return {
    services: services.map(({ serviceName, desiredCount }) => `${serviceName} ${desiredCount}`).toSorted(),
    functions: Functions.map(({ FunctionName = '' }) => FunctionName)
      .filter(own)
      .toSorted(),
    mappings: EventSourceMappings.filter(({ FunctionArn }) => own(FunctionArn))
      .map(({ FunctionArn = '', State }) => `${FunctionArn.split(':').slice(-2).join(':')} ${State}`)
      .toSorted(),
  };
}

/** Does `other` again and again until `work` has ended. */
async function during<T>(work: () => Promise<T>, other: () => Promise<void>): Promise<{ result: T }> {
  const over = new AbortController();
  const beside = (async () => {
    while (!over.signal.aborted) {
      await other();
      await sleep(250);
    }
  })();
  try {
    return { result: await work() };
  } finally {
    over.abort();
    await beside;
  }
}

const onEcs = (prefix: string) => ({
  services: ['analytics-service', 'email-service', 'inventory-service', 'order-publisher'].map(
    (name) => `${prefix}-${name} 1`,
  ),
  functions: [],
  mappings: [],
});
const hybrid = (prefix: string) => ({
  services: [`${prefix}-order-publisher 1`],
  functions: ['analytics', 'email', 'inventory'].map((name) => `${prefix}-${name}-lambda`),
  mappings: ['analytics', 'email', 'inventory'].map((name) => `${prefix}-${name}-lambda:live Enabled`),
});

it('goes back when a function acknowledges what it did not do', { timeout: 180_000 }, async () => {
  const system = systemIn('canary', context());
  await system.release('ecs');
  await system.switch('ecs');
  await system.release('hybrid', { 'email-service': 'acks everything' });
  await expect(system.switch('hybrid')).rejects.toThrow(
    /everything is where it was before:\nemail-service: smokeFunction: .*must report the latter.*"batchItemFailures":\[\]/s,
  );
  expect(await runningIn('canary')).toEqual(onEcs('canary'));
  // And the next run, with a function that is good, moves, though the machine of its first environment dies.
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-dies-'));
  await system.release('hybrid', { 'email-service': `dies without ${join(folder, 'mark')}` });
  expect((await system.switch('hybrid')).moved?.outcome).toBe('moved');
  expect(await runningIn('canary')).toEqual(hybrid('canary'));
  expect(await readdir(folder)).toEqual(['mark']);
  await rm(folder, { recursive: true });
});

it(
  'goes back when a function passes its smoke test and then fails, and loses no message',
  { timeout: 180_000 },
  async () => {
    const system = systemIn('fails', context());
    await system.release('ecs');
    await system.switch('ecs');
    await system.release('hybrid', { 'inventory-service': 'fails' });
    const queue = { QueueName: system.names.queue('inventory-service') };
    const { QueueUrl } = await aws.clients.sqs.send(new GetQueueUrlCommand(queue));
    const MessageBody = JSON.stringify({ type: 'order.placed' });
    let sent = 0;
    // A batch that fails may be bad luck: it must go on.
    const { result } = await during(
      async () => system.switch('hybrid', { proof: { idleSeconds: 3600 } }).catch(String),
      async () => {
        await aws.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
        sent += 1;
      },
    );
    expect(result).toMatch(/everything is where it was before:\ninventory-service fails on lambda/);
    expect(await runningIn('fails')).toEqual(onEcs('fails'));
    const { Attributes = {} } = await aws.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const left =
      Number(Attributes.ApproximateNumberOfMessages) +
      Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    expect(left).toBe(sent);
  },
);

it(
  'goes back to functions when tasks crash, says why, and leaves nothing of it but what AWS keeps',
  { timeout: 180_000 },
  async () => {
    const system = systemIn('crash', context());
    const clusters = async () => {
      const { clusters: found = [] } = await aws.clients.ecs.send(
        new DescribeClustersCommand({ clusters: [system.names.cluster] }),
      );
      return found.filter(({ status }) => status === 'ACTIVE').map(({ clusterName }) => clusterName);
    };
    await system.release('serverless');
    await system.switch('serverless');
    const before = await runningIn('crash');
    expect(before).toMatchObject({ services: [], functions: { length: 4 }, mappings: { length: 3 } });
    await system.release('ecs', { 'analytics-service': 'crashes' });
    const failure = await system.switch('ecs').catch(String);
    expect(failure).toMatch(/everything is where it was before:\nanalytics-service: startService: /);
    expect(failure).toMatch(/Error: nothing to work with/);
    expect(await runningIn('crash')).toEqual(before);
    // What the tasks would have stood on was made for this move.
    expect(await clusters()).toEqual([]);
    const { SecurityGroups = [] } = await aws.clients.ec2.send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups.filter(({ GroupName }) => GroupName?.startsWith('crash-'))).toEqual([]);

    // What AWS does not let go of stays: the move goes back all the same, and says so.
    await system.release('ecs', { 'analytics-service': 'crashes' });
    const said: string[] = [];
    const again = await aws.breaking(
      { kind: 'error', service: 'ecs', operation: 'DeleteCluster', rate: 1 },
      async () =>
        await system.switch('ecs', {}, { report: ({ detail = '' }) => void said.push(detail) }).catch(String),
    );
    expect(again).toMatch(/everything is where it was before:\nanalytics-service: startService: /);
    expect(said.filter((line) => line.includes('some of it stays, and the next run removes it'))).toEqual([
      expect.stringContaining('cannot remove cluster/crash-pubsub-cluster: '),
    ]);
    expect(await runningIn('crash')).toEqual(before);
    expect(await clusters()).toEqual([system.names.cluster]);
    const next = await system.switch('serverless');
    expect(next.moved).toMatchObject({ outcome: 'moved', warnings: [] });
    expect(await clusters()).toEqual([]);
  },
);

it('does not begin on a queue that would lose orders, and writes nothing', { timeout: 180_000 }, async () => {
  const system = systemIn('unsafe', context());
  await system.release('ecs');
  await system.switch('ecs');
  await system.release('hybrid');
  const { functions } = system.request('hybrid');
  const filtered = {
    ...functions['email-service'],
    EventSourceMapping: { FilterCriteria: { Filters: [{ Pattern: '{}' }] } },
  };
  const refused = await aws.callsDuring(
    async () =>
      await system.switch('hybrid', { functions: { ...functions, 'email-service': filtered } }).catch(String),
  );
  expect(refused.result).toMatch(/SwitchRefused.*has a filter/s);
  expect(refused.writes).toEqual([]);
});
