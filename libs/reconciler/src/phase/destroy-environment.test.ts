import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { AwsPlace, Resource } from '@phaseline/model';
import { ofEnvironment, takeInventory } from '@phaseline/local-cloud/inventory';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Clients } from '../aws/clients.ts';
import type { ReconcileEvent } from '../context.ts';
import { findPreviews } from '../destroy/find-previews.ts';
import { apply } from '../engine/apply.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import { bootstrapPipeline } from '../rights/bootstrap.ts';
import { clientsAs } from '../testing/as-role.ts';
import { everythingOf } from '../testing/everything-of.ts';
import { leaveBehind } from '../testing/leave-behind.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { destroyEnvironment, type DestroyRequest } from './destroy-environment.ts';

/** Removal by phase, and of the whole, against AWS as the local cloud is it. */
const minutes = 60_000;
let aws: TestCloud;
let everything: Resource[];
let place: AwsPlace;
/** Whose rights it takes: no more than those of the role that sweeps. */
let sweep: Clients;

beforeAll(async () => {
  aws = await startCloud();
  const pipeline = { repository: { owner: 'octo', name: 'shop' }, environments: ['production'] };
  const bootstrap = await bootstrapPipeline(pipeline, { clients: aws.clients });
  await bootstrap.apply();
  ({ place } = bootstrap);
  sweep = await clientsAs(aws.cloud.url, place.account, 'sweep', {
    sub: 'repo:octo/shop:ref:refs/heads/main',
  });
  const scope = await createEngineScope({ clients: aws.clients });
  everything = everythingOf('pr-7', place).filter(({ kind }) => kind !== 'emailIdentity');
  await apply(everything, await observe(everything, scope), scope);
}, 2 * minutes);
afterAll(() => aws.stop());

async function destroy(
  request: Partial<DestroyRequest>,
  onEvent: (event: ReconcileEvent) => Promise<void> = async () => undefined,
) {
  return await destroyEnvironment(
    { environment: 'pr-7', emailFrom: 'orders@example.com', ...request },
    { clients: sweep, report: (event) => void onEvent(event) },
  );
}
const left = async () => ofEnvironment(await takeInventory(aws.cloud), 'pr-7');
const ofKind = (ids: readonly string[], ...kinds: string[]) =>
  ids.filter((id) => kinds.includes(id.split('/')[0] ?? '')).toSorted();

it('never production, whatever is asked', async () => {
  const { writes } = await aws.callsDuring(async () => {
    for (const phase of [undefined, 'ecs', 'hybrid', 'serverless'] as const)
      await expect(destroy({ environment: 'production', phase })).rejects.toThrow(RangeError);
  });
  expect(writes).toEqual([]);
});

it(
  'by phase: what that phase places goes, the other side and what holds orders stay',
  { timeout: 2 * minutes },
  async () => {
    const hybrid = (await destroy({ phase: 'hybrid' })).removed;
    expect(ofKind(hybrid, 'service', 'function', 'repository', 'loadBalancer', 'httpApi')).toEqual([
      'function/pr-7-analytics-lambda',
      'function/pr-7-email-lambda',
      'function/pr-7-inventory-lambda',
      'loadBalancer/pr-7-order-publisher-alb',
      'repository/pr-7-order-publisher',
      'service/pr-7-order-publisher',
    ]);
    const serverless = (await destroy({ phase: 'serverless' })).removed;
    expect(ofKind(serverless, 'service', 'function', 'functionAlias', 'repository', 'httpApi')).toEqual([
      'function/pr-7-order-publisher-lambda',
      'functionAlias/pr-7-order-publisher-lambda:live',
      'httpApi/pr-7-pubsub-api',
    ]);
    const ecs = (await destroy({ phase: 'ecs' })).removed;
    expect(ofKind(ecs, 'service', 'cluster', 'repository')).toEqual([
      'cluster/pr-7-pubsub-cluster',
      'repository/pr-7-analytics-service',
      'repository/pr-7-email-service',
      'repository/pr-7-inventory-service',
      'service/pr-7-analytics-service',
      'service/pr-7-email-service',
      'service/pr-7-inventory-service',
    ]);
    const kinds = new Set((await left()).map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(['configuration-set', 'log-group', 'queue', 'rule', 'subscription', 'table', 'topic']),
    );
  },
);

it(
  'the whole: nothing before what depends on it, every resource in the result, and what nobody knows of',
  { timeout: 3 * minutes },
  async () => {
    const neighbour = everythingOf('pr-70', place).filter(({ kind }) => kind === 'queue' || kind === 'topic');
    const root = await createEngineScope({ clients: aws.clients });
    await apply(neighbour, await observe(neighbour, root), root);
    const before = (await takeInventory(aws.cloud)).filter(
      (item) => ofEnvironment([item], 'pr-7').length === 0,
    );
    await apply(everything, await observe(everything, root), root);
    const unknown = await leaveBehind('pr-7', aws.clients);
    const found = (await findPreviews({ clients: sweep })).find(({ environment }) => environment === 'pr-7');
    expect(found?.resources).toEqual(expect.arrayContaining(unknown));
    const { removed } = await destroy({});
    expect(removed.toSorted()).toEqual([...everything.map(({ id }) => id), ...unknown].toSorted());
    for (const { id, dependsOn } of everything)
      for (const needed of dependsOn.filter((other) => removed.includes(other)))
        expect(removed.indexOf(id), `${id} before ${needed}`).toBeLessThan(removed.indexOf(needed));
    expect(await takeInventory(aws.cloud)).toEqual(before);
  },
);

it('what is stuck is named, keeps nothing else, and is tried again', { timeout: 3 * minutes }, async () => {
  const { dynamodb } = aws.clients;
  const TableName = 'pr-7-order-system';
  const protect = async (DeletionProtectionEnabled: boolean) =>
    await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }));
  const scope = await createEngineScope({ clients: aws.clients });
  // No queues: AWS takes the name of one only a minute after it was deleted.
  const some = everything.filter(({ kind }) => ['table', 'topic', 'role', 'logGroup'].includes(kind));
  await apply(some, await observe(some, scope), scope);
  await protect(true);
  await expect(destroy({ retries: 0 })).rejects.toThrow(
    /cannot remove table\/pr-7-order-system: .*protection/i,
  );
  expect((await left()).map(({ kind, name }) => `${kind}/${name}`)).toEqual([`table/${TableName}`]);
  const again: string[] = [];
  const { removed } = await destroy(
    { retries: 1, pauseMilliseconds: 1000 },
    async ({ action, detail = '' }) => {
      if (action !== 'waiting' || !detail.startsWith('tried again')) return;
      again.push(detail);
      await protect(false);
    },
  );
  expect(again).toEqual([expect.stringMatching(/protection/i)]);
  expect(removed).toEqual([`table/${TableName}`]);
  expect(await left()).toEqual([]);
});
