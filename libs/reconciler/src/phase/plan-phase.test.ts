import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { components, type Phase } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findMapping } from '../kinds/event-source-mapping.ts';
import { plannedWrites } from '../plan/plan-markdown.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { type Faults, leaseWrite, systemIn } from '../testing/system.ts';
import { planPhase } from './plan-phase.ts';
import { createEngineScope } from '../engine/scope.ts';
import { sidesOf } from '../execute/sides.ts';

/** The moves between phases are planned and compared in `execute/directions.test.ts`. */
let aws: TestCloud;
beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});

const context = () => ({ clients: aws.clients });
const all = (fault: 'other' | 'debug'): Faults =>
  Object.fromEntries(components.map((component) => [component, fault]));

/** Plans a deploy, makes it, and expects that it wrote by the very calls that were planned. */
async function planAndDeploy(environment: string, phase: Phase, faults: Faults = {}) {
  const system = systemIn(environment, context());
  const planned = await aws.callsDuring(async () => await system.plan(phase, faults));
  expect(planned.writes).toEqual([]);
  const deployed = await aws.callsDuring(async () => {
    await system.release(phase, faults);
    return await system.switch(phase);
  });
  const writes = deployed.writes.filter((call) => call !== leaseWrite).toSorted();
  expect(writes).toEqual(plannedWrites(planned.result).toSorted());
  const { steps } = planned.result;
  expect(deployed.result.moved?.steps.toSorted()).toEqual(steps.map(({ step }) => step).toSorted());
  return { plan: planned.result, writes };
}
const count = (writes: readonly string[], call: string) => writes.filter((one) => one === call).length;

it('says that a switch without anything released is not planned', async () => {
  const plan = await planPhase(
    { phase: 'hybrid', environment: 'bare', emailFrom: 'orders@example.com' },
    context(),
  );
  expect(plan.steps).toEqual([]);
  expect(plan.unforeseen).toMatch(/not planned: nothing of order-publisher, email-service/);
}, 60_000);

it.each<Phase>(['ecs', 'hybrid'])(
  'plans a new environment in phase %s as it is then made',
  async (phase) => {
    const { plan, writes } = await planAndDeploy(`new-${phase}`, phase);
    // Environments share the address that mail is sent from.
    const own = plan.resources.filter(({ resource }) => resource.kind !== 'emailIdentity');
    expect(own.every(({ action }) => action === 'create')).toBe(true);
    expect(plan.retired).toEqual([]);
    expect(plan.components[0]).toEqual({ component: 'order-publisher', from: [], to: 'ecs' });
    expect(plan.cost.before).toBe(0);
    expect(plan.cost.after).toBeGreaterThan(20);
    expect(count(writes, 'ecs CreateService')).toBe(phase === 'ecs' ? 4 : 1);
    expect(count(writes, 'lambda CreateEventSourceMapping')).toBe(phase === 'ecs' ? 0 : 3);
  },
  180_000,
);

it('plans nothing where all runs as it should', async () => {
  const { plan, writes } = await planAndDeploy('new-hybrid', 'hybrid');
  expect(writes).toEqual([]);
  expect(plan.steps).toEqual([]);
  expect(plan.resources.filter(({ action }) => action !== 'keep')).toEqual([]);
  expect(plan.cost.before).toBeCloseTo(plan.cost.after);
}, 120_000);

it('plans other code of everything', async () => {
  const { writes } = await planAndDeploy('new-hybrid', 'hybrid', all('other'));
  expect(writes).toEqual([
    // What ran before is noted.
    'ecs RegisterTaskDefinition',
    'ecs TagResource',
    'ecs UpdateService',
    ...Array.from({ length: 3 }, () => 'lambda Invoke'),
    ...Array.from({ length: 3 }, () => 'lambda PublishVersion'),
    ...Array.from({ length: 3 }, () => 'lambda TagResource'),
    // A share of the work first, then all of it.
    ...Array.from({ length: 6 }, () => 'lambda UpdateAlias'),
    ...Array.from({ length: 3 }, () => 'lambda UpdateFunctionCode'),
  ]);
}, 180_000);

it('plans other settings, and the code before', async () => {
  const { plan, writes } = await planAndDeploy('new-hybrid', 'hybrid', all('debug'));
  expect(count(writes, 'lambda UpdateFunctionConfiguration')).toBe(3);
  const email = plan.resources.find(({ resource }) => resource.id === 'function/new-hybrid-email-lambda');
  expect(email?.changes.map(({ field }) => field)).toContain('Environment');
}, 180_000);

it('plans what was changed by hand as it is then put right', async () => {
  const { names, request } = systemIn('new-hybrid', context());
  await aws.clients.logs.send(
    new PutRetentionPolicyCommand({ logGroupName: names.logGroup('email-service'), retentionInDays: 1 }),
  );
  await aws.clients.scaling.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: `service/${names.cluster}/${names.service('order-publisher')}`,
      MinCapacity: 1,
      MaxCapacity: 2,
    }),
  );
  const scope = await createEngineScope(context());
  const sides = sidesOf(request('hybrid'), scope.place);
  const mapping = async (component: 'email-service' | 'inventory-service') =>
    await findMapping(sides.one(component, 'eventSourceMapping'), scope);
  const [email, inventory] = [await mapping('email-service'), await mapping('inventory-service')];
  await aws.clients.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID: email?.UUID, Enabled: false, BatchSize: 3 }),
  );
  await aws.clients.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID: inventory?.UUID, MaximumBatchingWindowInSeconds: 4 }),
  );
  await expect
    .poll(async () => (await mapping('email-service'))?.State, { timeout: 60_000 })
    .toBe('Disabled');
  await expect
    .poll(async () => (await mapping('inventory-service'))?.State, { timeout: 60_000 })
    .toBe('Enabled');
  const { writes } = await planAndDeploy('new-hybrid', 'hybrid', all('debug'));
  expect(writes).toEqual([
    'application-autoscaling RegisterScalableTarget',
    // How it takes messages by the release, that it takes them by the switch.
    'lambda UpdateEventSourceMapping',
    'lambda UpdateEventSourceMapping',
    'lambda UpdateEventSourceMapping',
    'logs PutRetentionPolicy',
  ]);
}, 180_000);
