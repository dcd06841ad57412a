import { setTimeout as sleep } from 'node:timers/promises';
import { defaultEnvironment, type Phase, phases, placements, type Resource } from '@phaseline/model';
import type { Context } from '../context.ts';
import { removeLeftovers } from '../destroy/remove-leftovers.ts';
import { ReconcileFailed } from '../engine/failures.ts';
import { findDomains } from '../destroy/find-domains.ts';
import { removeRecords } from '../destroy/remove-records.ts';
import { observe } from '../engine/observe.ts';
import { remove } from '../engine/remove.ts';
import { createEngineScope, type EngineScope } from '../engine/scope.ts';
import { anyTaskDefinitions, desiredFor, functionsOf } from './desired.ts';
import type { PhaseRequest } from './request.ts';

export interface DestroyRequest extends Omit<PhaseRequest, 'phase'> {
  /** Only what this phase places, and never the spine; without it everything, whatever phases the environment was in. */
  readonly phase?: Phase | undefined;
  /** How often what could not be removed is tried again; 2 when absent. */
  readonly retries?: number | undefined;
  /** Before the first of them; twice as long before the next. 5,000 when absent. */
  readonly pauseMilliseconds?: number | undefined;
}

export interface DestroyResult {
  /** Ids of what was removed. */
  readonly removed: readonly string[];
}

/** AWS holds on to what a moment ago was used by something that is gone by now. */
const defaultRetries = 2;
const defaultPause = 5_000;

/**
 * Removes everything of an environment, or what one phase places in it, dependents first. Everything is what the model knows in any phase, and
 * then whatever else is named and tagged as the environment's. What is stuck is tried again. The email identity stays: environments share it.
 * @throws RangeError for production, whose orders and stock nothing here may remove; ReconcileFailed naming what could not go
 */
export async function destroyEnvironment(request: DestroyRequest, context: Context): Promise<DestroyResult> {
  if (request.environment === defaultEnvironment) {
    throw new RangeError('environment production is never destroyed: its queues and table hold orders');
  }
  const scope = await createEngineScope(context);
  const removed = new Set<string>();
  const report: EngineScope['report'] = (event) => {
    if (event.action === 'removed') removed.add(event.resource);
    scope.report(event);
  };
  const { phase } = request;
  const domains = request.domain ? [request.domain] : await findDomains(request.environment, scope);
  const inPhases = (chosen: readonly Phase[]) => {
    const found = [undefined, ...domains].flatMap((domain) =>
      knownResources({ ...request, domain }, chosen, scope),
    );
    return [...new Map(found.map((resource) => [resource.id, resource])).values()];
  };
  const known = inPhases(phases);
  const placed =
    phase === undefined ? known : inPhases([phase]).filter((resource) => isPlacedBy(phase, resource));
  const goes = new Set(placed.map(({ id }) => id));
  // Looked at again each time: a deploy that was killed may have had a call under way.
  const removeKnown = async () => {
    for (const domain of domains) await removeRecords(domain, request, { ...scope, report });
    const observed = await observe(known, scope);
    await remove(notNeeded(known, goes, observed), observed, { ...scope, report });
  };
  const attempt = async (): Promise<void> => {
    const stuck = await failureOf(removeKnown());
    // Whatever is stuck, the rest goes; and may be what it was stuck on.
    if (phase === undefined) await removeLeftovers(request.environment, { ...scope, report });
    if (stuck) await removeKnown();
  };
  let pause = request.pauseMilliseconds ?? defaultPause;
  for (let left = request.retries ?? defaultRetries; ; left -= 1) {
    const stuck = await failureOf(attempt());
    if (!stuck) return { removed: [...removed] };
    if (left <= 0) throw stuck;
    for (const { resource, error: why } of stuck.failures) {
      const detail = `tried again: ${why instanceof Error ? why.message : String(why)}`;
      scope.report({ resource, action: 'waiting', detail });
    }
    await sleep(pause, undefined, context.signal ? { signal: context.signal } : {});
    pause *= 2;
  }
}

/** That some resources could not go is no reason to stop; anything else is. */
async function failureOf(work: Promise<unknown>): Promise<ReconcileFailed | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof ReconcileFailed) return error;
    throw error;
  }
}

/** What the environment has in these phases. */
function knownResources(
  request: DestroyRequest,
  chosen: readonly Phase[],
  { place }: EngineScope,
): Resource[] {
  const released = { taskDefinitions: anyTaskDefinitions(request), functions: functionsOf(request) };
  const all = chosen.flatMap((phase) => desiredFor({ ...request, phase }, place, released));
  return [...new Map(all.map((resource) => [resource.id, resource])).values()].filter(
    ({ kind }) => kind !== 'emailIdentity',
  );
}

/** What is there and goes, but for what something that stays depends on: a cluster goes with its last service. Pure. */
function notNeeded(
  known: readonly Resource[],
  goes: ReadonlySet<string>,
  observed: { has(id: string): boolean },
): Resource[] {
  const needed = new Set<string>();
  const need = ({ dependsOn }: Resource): void => {
    for (const resource of known.filter(({ id }) => dependsOn.includes(id) && !needed.has(id))) {
      needed.add(resource.id);
      need(resource);
    }
  };
  for (const resource of known) if (observed.has(resource.id) && !goes.has(resource.id)) need(resource);
  return known.filter(({ id }) => goes.has(id) && !needed.has(id));
}

/** Images and logs of containers are there in every phase; they belong to the ECS side. */
function isPlacedBy(phase: Phase, { spine, kind, name, component }: Resource): boolean {
  // A domain's name stays for the other phases.
  if (spine || kind === 'domainName') return false;
  const isStorage = kind === 'repository' || (kind === 'logGroup' && name.startsWith('/ecs/'));
  return !isStorage || component === undefined || placements[phase][component] === 'ecs';
}
