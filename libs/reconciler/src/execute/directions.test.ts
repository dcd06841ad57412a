import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import type { Phase } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReconcileEvent } from '../context.ts';
import { destroyEnvironment } from '../phase/destroy-environment.ts';
import { plannedWrites } from '../plan/plan-markdown.ts';
import { readStatus } from '../status/read-status.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { leaseWrite, systemIn, type System } from '../testing/system.ts';

/** Every direction, one after the other, in one environment. */
let aws: TestCloud;
let system: System;
let events: ReconcileEvent[] = [];

beforeAll(async () => {
  aws = await startCloud();
  system = systemIn('tour', { clients: aws.clients, report: (event) => void events.push(event) });
});
afterAll(async () => {
  await aws.stop();
});

/** What only components on ECS stand on. */
async function groundOfEcs(): Promise<string[]> {
  const { clusters = [] } = await aws.clients.ecs.send(
    new DescribeClustersCommand({ clusters: [system.names.cluster] }),
  );
  const Filters = [{ Name: 'group-name', Values: ['tour-*'] }];
  const { SecurityGroups = [] } = await aws.clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return [
    ...clusters.filter(({ status }) => status === 'ACTIVE').map(({ clusterName = '' }) => clusterName),
    ...SecurityGroups.map(({ GroupName = '' }) => GroupName).toSorted(),
  ];
}

const steps = () => events.filter(({ action }) => action === 'moving').map(({ detail }) => detail);

it.each<Phase>(['serverless', 'hybrid', 'ecs', 'serverless', 'ecs', 'hybrid', 'serverless'])(
  'to %s by the very calls that were planned, and then there is nothing to do',
  { timeout: 180_000 },
  async (phase) => {
    events = [];
    const planned = await aws.callsDuring(async () => await system.plan(phase));
    expect(planned.writes).toEqual([]);
    const { result: moved, writes } = await aws.callsDuring(async () => {
      await system.release(phase);
      return await system.switch(phase);
    });
    expect(writes.filter((call) => call !== leaseWrite).toSorted()).toEqual(
      plannedWrites(planned.result).toSorted(),
    );
    expect(moved.moved?.steps.toSorted()).toEqual(planned.result.steps.map(({ step }) => step).toSorted());
    if (process.env['STEPS'] !== undefined) console.log(steps().join('\n'));
    expect(moved.moved?.warnings).toEqual([]);
    expect(moved.moving).toEqual([]);
    const again = await aws.callsDuring(async () => await system.switch(phase));
    expect(again.writes).toEqual([]);
    expect(again.result.moved?.outcome).toBe('unchanged');
    expect(await groundOfEcs()).toEqual(
      phase === 'serverless'
        ? []
        : ['tour-pubsub-cluster', 'tour-order-publisher-alb', 'tour-order-system-tasks'],
    );
    const status = await readStatus({ environment: 'tour' }, { clients: aws.clients });
    expect(status.components.length).toBe(4);
  },
);

it('leaves nothing of either side when the environment is destroyed', { timeout: 180_000 }, async () => {
  // In the middle of a move: both sides are there.
  await system.release('hybrid');
  const request = { environment: 'tour', emailFrom: 'orders@example.com' };
  const { removed } = await destroyEnvironment(request, { clients: aws.clients });
  expect(removed).toEqual(
    expect.arrayContaining([
      'httpApi/tour-pubsub-api',
      'loadBalancer/tour-order-publisher-alb',
      'service/tour-order-publisher',
      'function/tour-order-publisher-lambda',
      'eventSourceMapping/tour-email-lambda:tour-email-service-queue',
      'table/tour-order-system',
    ]),
  );
  expect((await destroyEnvironment(request, { clients: aws.clients })).removed).toEqual([]);
});
