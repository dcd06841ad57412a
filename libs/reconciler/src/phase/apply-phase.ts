import { type Component, components, environmentNames, placements } from '@phaseline/model';
import type { Context } from '../context.ts';
import { type Applied, apply } from '../engine/apply.ts';
import { checkDomain } from '../domain/check-domain.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import {
  type ComponentStatus,
  componentStatuses,
  movingComponents,
  refuseMissing,
} from './component-status.ts';
import { desiredFor, functionsOf } from './desired.ts';
import { type SwitchRequest, switchPhase } from '../execute/switch-phase.ts';
import type { SwitchResult } from '../execute/outcome.ts';
import { frontOf, frontUrlOf } from './front-url.ts';

export interface ApplyPhaseRequest extends SwitchRequest {
  /**
   * `provision`: spine, roles, log groups, repositories, cluster and front, before anything is released.
   * `switch`: consumers and fronts moved to where the phase places them, the old side retired.
   */
  readonly stage: 'provision' | 'switch';
}

export interface ApplyPhaseResult {
  readonly resources: readonly Applied[];
  /** The domain's URL; without one that of the phase's front, the load balancer or the HTTP API, undefined before it is there. */
  readonly frontUrl: string | undefined;
  readonly cluster: string;
  /** The table's name. */
  readonly table: string;
  readonly components: readonly ComponentStatus[];
  /** Where the phase places them. */
  readonly ecsComponents: readonly Component[];
  readonly lambdaComponents: readonly Component[];
  /** Those that work on the other side now, and will be moved by stage `switch`. */
  readonly moving: readonly Component[];
  /** What stage `switch` did. */
  readonly moved: SwitchResult | undefined;
}

/**
 * Puts one stage of a phase in place. What is there under its name is adopted, what is right is not touched: a second run
 * makes no write call.
 * @throws ReconcileFailed naming every resource that failed; Error when stage `switch` finds components that are not released, and what
 * `switchPhase` throws
 */
export async function applyPhase(request: ApplyPhaseRequest, context: Context): Promise<ApplyPhaseResult> {
  const scope = await createEngineScope(context);
  await checkDomain(request.domain, scope);
  const names = environmentNames(request.environment);
  const desired = desiredFor(request, scope.place, { functions: functionsOf(request) });
  const staged = desired.filter(({ stage }) => stage === request.stage);
  const front = frontOf(request, desired);
  let moved: SwitchResult | undefined;
  if (request.stage === 'switch') {
    refuseMissing(await componentStatuses(request, scope), request.environment);
    moved = await switchPhase(request, context, scope);
  }
  const observed = await observe([...new Set([...staged, ...front])], scope);
  const resources = await apply(staged, observed, scope);
  const statuses = await componentStatuses(request, scope);
  const placed = placements[request.phase];
  return {
    resources,
    frontUrl: request.domain ? `https://${request.domain.name}` : frontUrlOf(front[0], scope.lookup),
    cluster: names.cluster,
    table: names.table,
    components: statuses,
    ecsComponents: components.filter((component) => placed[component] === 'ecs'),
    lambdaComponents: components.filter((component) => placed[component] === 'lambda'),
    moving: movingComponents(statuses),
    moved,
  };
}
