import { type PolicyDocument, policy } from '../policy.ts';
import { keepOrders } from './denials.ts';
import type { PipelineRights } from './pipeline.ts';
import { reachOfPreviews } from './reach.ts';
import { stateReads } from './reads.ts';
import { placementRemovals } from './removals.ts';
import { roleMaking } from './role-making.ts';
import { deploymentWrites } from './writes.ts';

/** Jobs that name the environment `preview`: a trust policy cannot name all of `pr-*`. */
export const previewContexts = ['environment:preview'];

/** What a preview's deployment may do: what any deployment may, with names that start with `pr-`. */
export function previewPolicies(
  { place }: PipelineRights,
  boundaryArn: string,
): Readonly<Record<string, PolicyDocument>> {
  const reach = reachOfPreviews(place);
  return {
    read: policy(...stateReads(reach)),
    write: policy(...deploymentWrites(reach)),
    roles: policy(...roleMaking(reach, boundaryArn)),
    retire: policy(...placementRemovals(reach), keepOrders()),
  };
}
