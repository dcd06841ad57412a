import type { PolicyStatement } from '../policy.ts';
import { keepOrders } from './denials.ts';
import type { PipelineRights } from './pipeline.ts';
import { reachOfPreviews } from './reach.ts';
import { releaseReads, stateReads } from './reads.ts';
import { placementRemovals } from './removals.ts';
import { roleMaking } from './role-making.ts';
import { deploymentWrites } from './writes.ts';

/** Jobs that name the environment `preview`: a trust policy cannot name all of `pr-*`. */
export const previewContexts = ['environment:preview'];

/** What a preview's deployment may do: what any deployment may, with names that start with `pr-`. */
export function previewStatements({ place }: PipelineRights, boundaryArn: string): PolicyStatement[] {
  const reach = reachOfPreviews(place);
  return [
    ...stateReads(reach),
    ...releaseReads(reach),
    ...deploymentWrites(reach),
    ...roleMaking(reach, boundaryArn),
    ...placementRemovals(reach),
    keepOrders(),
  ];
}
