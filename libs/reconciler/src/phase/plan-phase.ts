import type { Context } from '../context.ts';
import { observe } from '../engine/observe.ts';
import { type Planned, plan } from '../engine/plan.ts';
import { createEngineScope } from '../engine/scope.ts';
import { desiredFor } from './desired.ts';
import type { PhaseRequest } from './request.ts';

/**
 * What `applyPhase` would do in both its stages, dependencies first. Reads only.
 * @throws ReconcileFailed naming every resource that could not be read
 */
export async function planPhase(request: PhaseRequest, context: Context): Promise<Planned[]> {
  const scope = await createEngineScope(context);
  const desired = desiredFor(request, scope.place);
  const observed = await observe(desired, scope);
  return plan(desired, observed, scope.lookup);
}
