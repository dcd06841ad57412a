import { defaultEnvironment, type Phase, phases, placements, type Resource } from '@phaseline/model';
import type { Context } from '../context.ts';
import { ReconcileFailed } from '../engine/failures.ts';
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
}

export interface DestroyResult {
  /** Ids of what was removed. */
  readonly removed: readonly string[];
}

/** AWS holds on to what a moment ago was used by something that is gone by now. */
const defaultRetries = 2;

/**
 * Removes everything of an environment, or what one phase places in it, dependents first. What is stuck is tried again. The email
 * identity stays: environments share it.
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
  const resources = resourcesOf(request, scope);
  for (let left = request.retries ?? defaultRetries; ; left -= 1) {
    try {
      // Looked at again each time: a deploy that was killed may have had a call under way.
      const observed = await observe(resources, scope);
      await remove(resources, observed, { ...scope, report });
      return { removed: [...removed] };
    } catch (error) {
      if (!(error instanceof ReconcileFailed) || left <= 0) throw error;
      for (const { resource, error: why } of error.failures) {
        const detail = `tried again: ${why instanceof Error ? why.message : String(why)}`;
        scope.report({ resource, action: 'waiting', detail });
      }
    }
  }
}

function resourcesOf(request: DestroyRequest, scope: EngineScope): Resource[] {
  const released = { taskDefinitions: anyTaskDefinitions(request), functions: functionsOf(request) };
  const { phase } = request;
  const chosen = (phase === undefined ? phases : [phase]).flatMap((each) =>
    desiredFor({ ...request, phase: each }, scope.place, released),
  );
  const resources = [...new Map(chosen.map((resource) => [resource.id, resource])).values()];
  return resources.filter(
    (resource) => resource.kind !== 'emailIdentity' && (phase === undefined || isPlacedBy(phase, resource)),
  );
}

/** Images and logs of containers are there in every phase; they belong to the ECS side. */
function isPlacedBy(phase: Phase, { spine, kind, name, component }: Resource): boolean {
  if (spine) return false;
  const isStorage = kind === 'repository' || (kind === 'logGroup' && name.startsWith('/ecs/'));
  return !isStorage || component === undefined || placements[phase][component] === 'ecs';
}
