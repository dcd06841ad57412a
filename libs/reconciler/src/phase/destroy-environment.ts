import { components, componentTraits } from '@phaseline/model';
import type { Context } from '../context.ts';
import { observe } from '../engine/observe.ts';
import { remove } from '../engine/remove.ts';
import { createEngineScope } from '../engine/scope.ts';
import { desiredFor } from './desired.ts';
import type { PhaseRequest } from './request.ts';

export interface DestroyResult {
  /** Ids of what was removed. */
  readonly removed: readonly string[];
}

/**
 * Removes everything of an environment, dependents first. The email identity stays: environments share it.
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
  const desired = desiredFor({ ...request, phase: 'ecs' }, scope.place, anyDefinitions()).filter(
    ({ kind }) => kind !== 'emailIdentity',
  );
  const observed = await observe(desired, scope);
  return { removed: await remove(desired, observed, scope) };
}

/** Services are found by name: what they run does not matter for removing them. */
function anyDefinitions() {
  return Object.fromEntries(
    components.map((component) => [
      component,
      {
        containerDefinitions: [
          {
            name: component,
            ...(componentTraits[component].role === 'api' ? { portMappings: [{ containerPort: 3000 }] } : {}),
          },
        ],
      },
    ]),
  );
}
