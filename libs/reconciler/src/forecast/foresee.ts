import {
  apiComponent,
  type Component,
  components,
  componentTraits,
  placements,
  type Resource,
  workerComponents,
} from '@phaseline/model';
import type { Planned } from '../engine/plan.ts';
import type { PhaseRequest } from '../phase/request.ts';
import { foreseeFunctionRelease } from './function-release.ts';
import { type PlannedStep, playSwitch } from './play-switch.ts';
import { putRight, settle } from './put-right.ts';
import type { Setting } from './world-facts.ts';
import type { Published, World } from './world.ts';

/** What a deploy does, call by call. */
export interface Foreseen {
  /** As they were planned, with the calls that provisioning and releasing make about each. */
  readonly resources: readonly Planned[];
  /** What the switch does then. */
  readonly steps: readonly PlannedStep[];
  /** Why there are no steps, where the switch cannot be foreseen. */
  readonly unforeseen: string | undefined;
}

/** What was found before. */
export interface Looked {
  /** Every desired resource against what is there, as if each were put right by itself. */
  readonly planned: readonly Planned[];
  readonly published: ReadonlyMap<Component, Published>;
  /** Components whose live function is what is wanted. */
  readonly running: ReadonlySet<Component>;
}

/** A release notes on the service what it ran before and whose deployment it was, once the new revision runs. */
const note = 'ecs TagResource';

/** Plays a deploy forward: provisioned, released, switched. The world is then as it leaves it. */
export function foresee(
  request: PhaseRequest,
  { planned, published, running }: Looked,
  world: World,
  setting: Setting,
): Foreseen {
  const moving = new Set(components.filter((component) => worksOnLambda(component, world, setting)));
  const released = planned.map((item) => foreseeItem(item, moving, world));
  const functions = releaseFunctions(released, { published, running }, world);
  const calls = released.map((item) => functions.get(item.resource.id) ?? item);
  const missing = components.filter((component) => !isReleased(component, request, world, setting));
  if (missing.length > 0) {
    const unforeseen = `The switch is not planned: nothing of ${missing.join(', ')} is there to be released.`;
    return { resources: calls, steps: [], unforeseen };
  }
  const steps = playSwitch(request.phase, world, setting, concurrencies(setting));
  const rest = new Map(
    putRight(
      calls.map(({ resource }) => resource).filter(({ stage }) => stage === 'switch'),
      world,
    ).map((item) => [item.resource.id, item.calls]),
  );
  const resources = calls.map((item) => {
    const left = rest.get(item.resource.id);
    if (left === undefined) return item;
    // A mapping's settings are put right by the release already.
    return { ...item, calls: functions.has(item.resource.id) ? [...item.calls, ...left] : left };
  });
  return { resources, steps, unforeseen: undefined };
}

/** What provisioning and the release of a service do; what the switch does is played later. */
function foreseeItem(item: Planned, moving: ReadonlySet<Component>, world: World): Planned {
  const { resource, action, calls, changes } = item;
  if (action === 'keep' || resource.stage === 'switch' || isOfFunction(resource)) return item;
  settle(resource, world);
  if (resource.kind !== 'service' || !resource.component) return item;
  const { component } = resource;
  if (action === 'create') {
    const desired = moving.has(component) ? 0 : componentTraits[component].tasks.min;
    world.services.set(component, { desired, suspended: false });
    return { ...item, calls: [...calls, note] };
  }
  const revision = changes.some(({ field }) => field === 'taskDefinition');
  return revision ? { ...item, calls: [...calls, note] } : item;
}

function releaseFunctions(
  items: readonly Planned[],
  { published, running }: Omit<Looked, 'planned'>,
  world: World,
): Map<string, Planned> {
  const released = components.flatMap((component) => {
    const of = (kind: Resource['kind']) =>
      items.find(({ resource }) => resource.component === component && resource.kind === kind);
    const [lambda, alias, mapping] = [of('function'), of('functionAlias'), of('eventSourceMapping')];
    if (!lambda || !alias) return [];
    const known = { published: published.get(component), runs: running.has(component) };
    return foreseeFunctionRelease(component, { lambda, alias, mapping }, known, world);
  });
  return new Map(released.map((item) => [item.resource.id, item]));
}

function isOfFunction({ kind }: Resource): boolean {
  return kind === 'function' || kind === 'functionAlias';
}

/** Whether the component takes its work by a function now: a service beside it gets no tasks before the switch. */
function worksOnLambda(component: Component, { there, functions }: World, { sides }: Setting): boolean {
  if (!functions.get(component)?.live) return false;
  if (component === apiComponent) return sides.of(component, 'httpApi').some(({ id }) => there.has(id));
  return there.get(sides.one(component, 'eventSourceMapping').id)?.state['enabled'] === true;
}

function isReleased(
  component: Component,
  { phase }: PhaseRequest,
  { there }: World,
  { sides }: Setting,
): boolean {
  const kind = placements[phase][component] === 'ecs' ? 'service' : 'function';
  return there.has(sides.one(component, kind).id);
}

function concurrencies({ sides }: Setting): Partial<Record<Component, number>> {
  return Object.fromEntries(
    workerComponents.map((component) => [
      component,
      sides.one(component, 'eventSourceMapping').maximumConcurrency,
    ]),
  );
}
