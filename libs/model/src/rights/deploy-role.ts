import type { PolicyStatement } from '../policy.ts';
import { keepOrders } from './denials.ts';
import { domainReads, domainWrites } from './domain.ts';
import type { PipelineRights } from './pipeline.ts';
import { reachOf } from './reach.ts';
import { ageReads, imageReads, mailReads, stateReads, versionReads } from './reads.ts';
import { placementRemovals } from './removals.ts';
import { functionRoleMaking, taskRoleMaking } from './role-making.ts';
import { groundWrites } from './writes.ts';
import { ecsWrites } from './writes-ecs.ts';
import { lambdaWrites } from './writes-lambda.ts';

/** Jobs of the environments that are deployed to, and only from main. */
export function deployContexts({ environments }: PipelineRights): string[] {
  return environments.map((name) => `environment:${name}`);
}
export const deployClaims = { ref: 'refs/heads/main' };

/** What a deployment may do: read, create, put right, and retire the side that a switch has left. Nothing that holds orders goes. */
export function deployStatements(
  { place, environments }: PipelineRights,
  boundaryArn: string,
): PolicyStatement[] {
  const reach = reachOf(place, environments);
  return [
    ...stateReads(reach),
    ...imageReads(reach),
    ...versionReads(reach),
    ...mailReads(reach),
    ...ageReads(),
    ...groundWrites(reach),
    ...ecsWrites(reach),
    ...lambdaWrites(reach),
    ...taskRoleMaking(reach, boundaryArn),
    ...functionRoleMaking(reach, boundaryArn),
    ...placementRemovals(reach),
    ...domainReads(reach),
    ...domainWrites(reach),
    keepOrders(),
  ];
}
