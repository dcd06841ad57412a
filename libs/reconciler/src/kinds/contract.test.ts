import {
  components,
  desiredResources,
  pipelineResources,
  type Resource,
  type ResourceKind,
} from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureCertificate } from '../domain/ensure-certificate.ts';
import { ensureHostedZone } from '../domain/ensure-hosted-zone.ts';
import { apply } from '../engine/apply.ts';
import { observe, withDependenciesFirst } from '../engine/observe.ts';
import { plan } from '../engine/plan.ts';
import { remove } from '../engine/remove.ts';
import { createEngineScope, type EngineScope } from '../engine/scope.ts';
import { driftApart } from '../testing/drift.ts';
import { functionOf } from '../testing/function.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { taskDefinitionOf } from '../testing/task-definition.ts';
import { kindOf, kinds } from './index.ts';

/** What every kind of resource promises, against AWS as the local cloud is it. */
const environment = 'contract';
let aws: TestCloud;
let scope: EngineScope;
let desired: Resource[];

const allKinds = Object.keys(kinds) as ResourceKind[];
const todo = async (resources: readonly Resource[]) =>
  plan(resources, await observe(resources, scope), scope.lookup).filter(({ action }) => action !== 'keep');

beforeAll(async () => {
  aws = await startCloud();
  scope = await createEngineScope({ clients: aws.clients });
  const { place } = scope;
  await ensureHostedZone('example.com', { clients: aws.clients });
  const certificateArn = await ensureCertificate('shop.example.com', { clients: aws.clients });
  const state = {
    ...place,
    environment,
    emailFrom: 'orders@example.com',
    domain: { name: 'shop.example.com', certificateArn },
    settings: { pointInTimeRecovery: true },
    taskDefinitions: Object.fromEntries(
      components.map((component) => [component, taskDefinitionOf(component, environment, place)]),
    ),
    functions: Object.fromEntries(components.map((component) => [component, functionOf()])),
  };
  const both = [
    ...desiredResources({ ...state, phase: 'ecs' }),
    ...desiredResources({ ...state, phase: 'serverless' }),
    ...pipelineResources({
      place,
      repository: { owner: 'octo', name: 'shop' },
      environments: ['production'],
    }),
  ];
  desired = [...new Map(both.map((resource) => [resource.id, resource])).values()]
    // There is no image to run: services without tasks are services all the same. And scaling must not start any: their
    // failed deployments would be found as something to put right, if they failed in time.
    .map((resource) => {
      if (resource.kind === 'service') return { ...resource, initialCount: 0 };
      return resource.kind === 'scalableTarget' ? { ...resource, min: 0 } : resource;
    });
});
afterAll(async () => {
  await aws.stop();
});

it('creates everything, dependencies first', async () => {
  const before = await todo(desired);
  expect(before.map(({ action }) => action)).toEqual(desired.map(() => 'create'));
  const { result, writes } = await aws.callsDuring(async () => await apply(desired, new Map(), scope));
  expect(result.every(({ action }) => action === 'created')).toBe(true);
  expect(writes.toSorted()).toEqual(before.flatMap(({ calls }) => calls).toSorted());
});

it('finds nothing to do then, and makes no write call', async () => {
  const second = await createEngineScope({ clients: aws.clients });
  const { result, writes } = await aws.callsDuring(
    async () => await apply(desired, await observe(desired, second), second),
  );
  expect(result.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  expect(writes).toEqual([]);
});

const oneOf = (kind: ResourceKind): Resource => {
  const found = desired.find((resource) => resource.kind === kind);
  if (!found) throw new Error(`no ${kind} is desired`);
  return found;
};

it.each(allKinds)('%s reads back what it created', async (kind) => {
  const resource = oneOf(kind);
  const found = await kindOf(resource).read(resource, scope);
  expect(found?.state).toEqual(kindOf(resource).want(resource, scope.lookup));
  expect({ ...resource.tags, ...found?.tags }).toEqual(found?.tags ?? resource.tags);
});

it.each(allKinds)('%s sees that somebody changed it, and puts that right', async (kind) => {
  const resource = oneOf(kind);
  await driftApart(resource, scope);
  const planned = await todo([resource]);
  expect(planned.map(({ resource: { id } }) => id)).toEqual([resource.id]);
  const { writes } = await aws.callsDuring(
    async () => await apply([resource], await observe([resource], scope), scope),
  );
  expect(writes).toEqual(planned.flatMap(({ calls }) => calls));
  expect(await todo([resource])).toEqual([]);
});

it('is all as it should be again', async () => {
  // A task definition that was put right is another revision: services follow it.
  await apply(desired, await observe(desired, scope), scope);
  expect(await todo(desired)).toEqual([]);
});

it('removes everything, and is fine with nothing being there', async () => {
  const { result } = await aws.callsDuring(
    async () => await remove(desired, await observe(desired, scope), scope),
  );
  expect(result).toHaveLength(desired.length);
  // By hand and again, as after a run that was killed: what was observed is gone by now.
  for (const resource of withDependenciesFirst(desired).toReversed()) {
    const outputs = scope.outputs.get(resource.id) ?? {};
    await kindOf(resource).remove(resource, { state: {}, outputs }, scope);
  }
  scope.outputs.clear();
  expect((await observe(desired, scope)).size).toBe(0);
});
