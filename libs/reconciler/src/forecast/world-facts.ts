import {
  apiComponent,
  type Component,
  components,
  type Placement,
  type Resource,
  resourceId,
  type EnvironmentNames,
} from '@phaseline/model';
import { plan } from '../engine/plan.ts';
import type { Sides } from '../execute/sides.ts';
import type {
  ComponentFacts,
  FrontFacts,
  FunctionFacts,
  MappingFacts,
  ServiceFacts,
} from '../switch/facts.ts';
import type { World } from './world.ts';

/** What does not change while the world does. */
export interface Setting {
  readonly names: EnvironmentNames;
  readonly sides: Sides;
  /** Where the phase places each component. */
  readonly goal: Readonly<Record<Component, Placement>>;
}

/**
 * What the planner of a switch would be told of the world, if all goes well: tasks run once they are wanted, what works is proven, nobody
 * calls an old front. Pure.
 */
export function factsOf(world: World, setting: Setting): ComponentFacts[] {
  return components.map((component): ComponentFacts => {
    const common = {
      component,
      service: serviceFacts(component, world, setting),
      function: functionFacts(component, world, setting),
    };
    if (component !== apiComponent) {
      return { ...common, role: 'worker', mapping: mappingFacts(component, world, setting) };
    }
    const front = (placement: Placement) => frontFacts(placement, world, setting);
    return {
      ...common,
      role: 'api',
      fronts: { alb: front('ecs'), httpApi: front('lambda') },
      httpApiWeight: world.domain?.httpApiWeight,
    };
  });
}

function serviceFacts(component: Component, world: World, { names, sides }: Setting): ServiceFacts {
  if (!world.there.has(resourceId('service', names.service(component)))) return { state: 'absent' };
  const { desired = 0, suspended = false } = world.services.get(component) ?? {};
  const scaled = world.there.has(sides.one(component, 'scalableTarget').id);
  return {
    state: 'active',
    desired,
    running: desired,
    scaling: scaled && !suspended ? 'on' : 'suspended',
    proof: 'good',
  };
}

function functionFacts(component: Component, world: World, { names }: Setting): FunctionFacts {
  const found = world.functions.get(component);
  if (!found || !world.there.has(resourceId('function', names.function(component)))) {
    return { state: 'absent', live: false, trial: 'open', inFlight: 0 };
  }
  const { live, newestIsLive, onTrial = false } = found;
  const state = newestIsLive ? 'smoked' : onTrial ? 'onTrial' : 'published';
  return { state, live, trial: 'good', inFlight: 0 };
}

function mappingFacts(component: Component, world: World, { sides }: Setting): MappingFacts {
  const state = world.there.get(sides.one(component, 'eventSourceMapping').id)?.state;
  if (!state) return { state: 'absent' };
  if (state['enabled'] !== true) return { state: 'disabled' };
  const maximumConcurrency = state['maximumConcurrency'] as number | undefined;
  return { state: 'enabled', maximumConcurrency, proof: 'good' };
}

function frontFacts(placement: Placement, { there, lookup }: World, { sides, goal }: Setting): FrontFacts {
  const front = sides.front(placement);
  const alive =
    goal[apiComponent] === placement
      ? plan(front, there, lookup).every(({ action }) => action !== 'create')
      : front.some((resource) => isBase(resource) && there.has(resource.id));
  return { state: alive ? 'alive' : 'absent', quiet: true, proof: 'good' };
}

/** What a front is found by. */
export function isBase({ kind }: Resource): boolean {
  return kind === 'loadBalancer' || kind === 'httpApi';
}
