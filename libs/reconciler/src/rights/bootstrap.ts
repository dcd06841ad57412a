import { type AwsPlace, type PipelineRights, pipelineResources } from '@phaseline/model';
import { findPlace } from '../aws/place.ts';
import type { Context } from '../context.ts';
import { type Applied, apply } from '../engine/apply.ts';
import { observe } from '../engine/observe.ts';
import { type Planned, plan } from '../engine/plan.ts';
import { createEngineScope } from '../engine/scope.ts';

/** Whose workflows may work in the account at hand, and with which environments. */
export type BootstrapRequest = Omit<PipelineRights, 'place'>;

export interface BootstrapPlan {
  readonly place: AwsPlace;
  /** Dependencies first. */
  readonly planned: readonly Planned[];
  /** Does what is planned; does nothing, and makes no write call, where nothing is. */
  apply(): Promise<Applied[]>;
}

/**
 * Compares the identity provider, the boundary and the roles of the pipeline with what they should be. Reads only, until `apply` is called.
 * @throws RangeError for a bad environment name; ReconcileFailed naming every resource that could not be read
 */
export async function bootstrapPipeline(request: BootstrapRequest, context: Context): Promise<BootstrapPlan> {
  const { clients, signal } = context;
  const place = await findPlace(clients, signal === undefined ? {} : { abortSignal: signal });
  const scope = await createEngineScope(context, place);
  const desired = pipelineResources({ ...request, place });
  const observed = await observe(desired, scope);
  return {
    place,
    planned: plan(desired, observed, scope.lookup),
    apply: () => apply(desired, observed, scope),
  };
}
