import { environmentNames, resourceId } from '@phaseline/model';
import type { Context } from '../context.ts';
import { type Applied, apply } from '../engine/apply.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import { type ComponentStatus, componentStatuses, refuseMissingServices } from './component-status.ts';
import { desiredFor } from './desired.ts';
import type { PhaseRequest } from './request.ts';

export interface ApplyPhaseRequest extends PhaseRequest {
  /**
   * `provision`: spine, roles, log groups, repositories, cluster and front, before anything is released.
   * `switch`: what needs the released services, such as their scaling.
   */
  readonly stage: 'provision' | 'switch';
}

export interface ApplyPhaseResult {
  readonly resources: readonly Applied[];
  /** `http://<load balancer>`; undefined before it is there. */
  readonly frontUrl: string | undefined;
  readonly cluster: string;
  /** The table's name. */
  readonly table: string;
  readonly components: readonly ComponentStatus[];
}

/**
 * Puts one stage of a phase in place. What is there under its name is adopted, what is right is not touched: a second run
 * makes no write call.
 * @throws ReconcileFailed naming every resource that failed; Error when stage `switch` finds components without a service
 */
export async function applyPhase(request: ApplyPhaseRequest, context: Context): Promise<ApplyPhaseResult> {
  const scope = await createEngineScope(context);
  const names = environmentNames(request.environment);
  const desired = desiredFor(request, scope.place);
  const balancer = resourceId('loadBalancer', names.loadBalancer);
  const staged = desired.filter(({ stage }) => stage === request.stage);
  const front = desired.filter(({ id }) => id === balancer && !staged.some((resource) => resource.id === id));
  const observed = await observe([...staged, ...front], scope);
  if (request.stage === 'switch') {
    refuseMissingServices(await componentStatuses(request, scope), request.environment);
  }
  const resources = await apply(staged, observed, scope);
  const address = scope.lookup(balancer, 'dnsName');
  return {
    resources,
    frontUrl: address === undefined ? undefined : `http://${address}`,
    cluster: names.cluster,
    table: names.table,
    components: await componentStatuses(request, scope),
  };
}
