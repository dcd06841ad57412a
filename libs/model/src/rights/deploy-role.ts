import { type PolicyDocument, policy } from '../policy.ts';
import { keepOrders } from './denials.ts';
import type { PipelineRights } from './pipeline.ts';
import { reachOf } from './reach.ts';
import { stateReads } from './reads.ts';
import { placementRemovals } from './removals.ts';
import { roleMaking } from './role-making.ts';
import { deploymentWrites } from './writes.ts';

/** Jobs of the environments that are deployed to, and only from main. */
export function deployContexts({ environments }: PipelineRights): string[] {
  return environments.map((name) => `environment:${name}`);
}
export const deployClaims = { ref: 'refs/heads/main' };

/** What a deployment may do, policy by policy: a role's inline policies have one limit together, 10,240 characters. */
export function deployPolicies(
  { place, environments }: PipelineRights,
  boundaryArn: string,
): Readonly<Record<string, PolicyDocument>> {
  const reach = reachOf(place, environments);
  return {
    read: policy(...stateReads(reach)),
    write: policy(...deploymentWrites(reach)),
    roles: policy(...roleMaking(reach, boundaryArn)),
    retire: policy(...placementRemovals(reach), keepOrders()),
  };
}
