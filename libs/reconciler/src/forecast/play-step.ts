import { type Component, componentTraits, type Placement, type Resource } from '@phaseline/model';
import { stayingKinds } from '../execute/steps/front.ts';
import { frontOf } from '../switch/facts.ts';
import type { ComponentStep } from '../switch/step.ts';
import { putRight, takeAway } from './put-right.ts';
import { isBase, type Setting } from './world-facts.ts';
import type { World } from './world.ts';

const scale = 'application-autoscaling RegisterScalableTarget';
const updateAlias = 'lambda UpdateAlias';
const updateService = 'ecs UpdateService';
const changeRecords = 'route53 ChangeResourceRecordSets';

/** How many requests a version must answer before it goes live: a batch of a worker, a good and a bad request of the API. */
const trials = { api: 2, worker: 1 };

/**
 * The calls that a step of a switch writes by, as `<service> <Operation>`, where it succeeds at once; the world is then as it leaves it.
 * Each case says what the function of the same name in `execute/steps` does.
 */
export function playStep(step: ComponentStep, world: World, setting: Setting): string[] {
  const { component } = step;
  const { sides } = setting;
  const right = (...resources: readonly Resource[]) =>
    putRight(resources, world).flatMap(({ calls }) => calls);
  const target = () => sides.one(component, 'scalableTarget');
  const mapping = () => sides.one(component, 'eventSourceMapping');
  const service = world.services.get(component) ?? { desired: 0, suspended: false };
  switch (step.do) {
    case 'publishFunction':
    case 'createService':
      throw new Error(`${component} is not released where the phase places it`);
    case 'smokeFunction': {
      const wasLive = world.functions.get(component)?.live ?? false;
      world.functions.set(component, { live: true, newestIsLive: true });
      return [...smokeTest(component), 'lambda TagResource', wasLive ? updateAlias : 'lambda CreateAlias'];
    }
    case 'tryFunction':
      world.functions.set(component, { live: true, newestIsLive: false, onTrial: true });
      return [...smokeTest(component), updateAlias];
    case 'promoteFunction':
      world.functions.set(component, { live: true, newestIsLive: true });
      return ['lambda TagResource', updateAlias];
    case 'withdrawFunction':
      world.functions.set(component, { live: true, newestIsLive: false });
      return [updateAlias];
    case 'enableMapping':
    case 'rampMapping':
      return right({ ...mapping(), enabled: true, maximumConcurrency: step.maximumConcurrency });
    case 'disableMapping':
      return right({ ...mapping(), enabled: false });
    case 'removeMapping':
      return takeAway([mapping()], world);
    case 'removeFunction': {
      world.functions.delete(component);
      // With its alias, and who may invoke it.
      for (const { id } of sides.of(component, 'functionPermission')) world.there.delete(id);
      for (const { id } of sides.of(component, 'functionAlias')) world.there.delete(id);
      return takeAway(sides.of(component, 'function'), world);
    }
    case 'startService':
      world.services.set(component, { ...service, desired: componentTraits[component].tasks.min });
      return [updateService];
    case 'resumeScaling': {
      world.services.set(component, { ...service, suspended: false });
      const calls = right(target(), ...sides.of(component, 'scalingPolicy'));
      return service.suspended ? [...calls, scale] : calls;
    }
    case 'suspendScaling':
      world.services.set(component, { ...service, suspended: true });
      return world.there.has(target().id) ? [scale] : [];
    case 'drainService':
      world.services.set(component, { ...service, desired: 0 });
      return [updateService];
    case 'removeService': {
      world.services.delete(component);
      const before = [
        ...sides.of(component, 'scalingPolicy'),
        target(),
        ...sides.of(component, 'targetGroup'),
      ];
      const noted = sides.of(component, 'repository').some(({ id }) => world.there.has(id));
      return [
        ...takeAway(before, world),
        ...(noted ? ['ecr TagResource'] : []),
        ...takeAway(sides.of(component, 'service'), world),
      ];
    }
    case 'createFront':
      return right(...sides.front(placementOf(step.front)));
    case 'removeFront': {
      const placement = placementOf(step.front);
      const front = sides.front(placement).filter(({ kind }) => !stayingKinds.includes(kind));
      return [
        ...withdraw(placement, world),
        ...takeAway(
          front.filter((resource) => !isBase(resource)),
          world,
        ),
        ...takeAway(front.filter(isBase), world),
      ];
    }
    case 'shiftWeight': {
      const there = (['ecs', 'lambda'] as const).filter((placement) =>
        sides.front(placement).some((resource) => isBase(resource) && world.there.has(resource.id)),
      );
      world.domain = { httpApiWeight: step.httpApiWeight, records: new Set(there) };
      return there.length > 0 ? [changeRecords] : [];
    }
  }
}

function smokeTest(component: Component): string[] {
  return Array.from({ length: trials[componentTraits[component].role] }, () => 'lambda Invoke');
}

function withdraw(placement: Placement, world: World): string[] {
  if (!world.domain?.records.has(placement)) return [];
  const records = new Set([...world.domain.records].filter((other) => other !== placement));
  world.domain = { ...world.domain, records };
  return [changeRecords];
}

function placementOf(front: string): Placement {
  return front === frontOf.ecs ? 'ecs' : 'lambda';
}
