import type { PolicyStatement } from '../policy.ts';
import { keepOrders } from './denials.ts';
import type { PipelineRights } from './pipeline.ts';
import { reachOfPreviews } from './reach.ts';
import { groundReads, lambdaReads, mailReads, serviceReads, versionReads } from './reads.ts';
import { functionRoleMaking } from './role-making.ts';
import { groundWrites } from './writes.ts';
import { lambdaWrites } from './writes-lambda.ts';

/** Jobs that name the environment `preview`: a trust policy cannot name all of `pr-*`. */
export const previewContexts = ['environment:preview'];

/** What a preview's deployment may do: what one in phase serverless needs, with names that start with `pr-`. Taking down is the sweep's. */
export function previewStatements({ place }: PipelineRights, boundaryArn: string): PolicyStatement[] {
  const reach = reachOfPreviews(place);
  return [
    ...groundReads(reach),
    ...lambdaReads(reach),
    ...serviceReads(reach),
    ...versionReads(reach),
    ...mailReads(reach),
    ...groundWrites(reach),
    ...lambdaWrites(reach),
    ...functionRoleMaking(reach, boundaryArn),
    keepOrders(),
  ];
}
