import { phases, type Resource } from '@phaseline/model';
import type { Context } from '../context.ts';
import { observe } from '../engine/observe.ts';
import { remove } from '../engine/remove.ts';
import { createEngineScope } from '../engine/scope.ts';
import { anyTaskDefinitions, desiredFor, functionsOf } from './desired.ts';
import type { PhaseRequest } from './request.ts';

export interface DestroyResult {
  /** Ids of what was removed. */
  readonly removed: readonly string[];
}

/**
 * Removes everything of an environment, whatever phases it was in, dependents first. The email identity stays: environments share it.
 * @throws RangeError for production, whose orders and stock nothing here may remove; ReconcileFailed naming what could not go
 */
export async function destroyEnvironment(
  request: Omit<PhaseRequest, 'phase'>,
  context: Context,
): Promise<DestroyResult> {
  if (request.environment === 'production') {
    throw new RangeError('environment production is never destroyed: its queues and table hold orders');
  }
  const scope = await createEngineScope(context);
  const released = { taskDefinitions: anyTaskDefinitions(request), functions: functionsOf(request) };
  const ofEvery = phases.flatMap((phase) => desiredFor({ ...request, phase }, scope.place, released));
  const desired = unique(ofEvery).filter(({ kind }) => kind !== 'emailIdentity');
  const observed = await observe(desired, scope);
  return { removed: await remove(desired, observed, scope) };
}

function unique(resources: readonly Resource[]): Resource[] {
  return [...new Map(resources.map((resource) => [resource.id, resource])).values()];
}
