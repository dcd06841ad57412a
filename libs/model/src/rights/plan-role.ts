import type { PolicyStatement } from '../policy.ts';
import { joinedReach, reachOf, reachOfPreviews } from './reach.ts';
import { domainReads } from './domain.ts';
import { imageReads, mailReads, stateReads, versionReads } from './reads.ts';
import type { PipelineRights } from './pipeline.ts';

/** Pull requests and main may see what is there. */
export const planContexts = ['pull_request', 'ref:refs/heads/main'];

/** What a plan may do: read the state of every environment. */
export function planStatements({ place, environments }: PipelineRights): PolicyStatement[] {
  const reach = joinedReach(reachOf(place, environments), reachOfPreviews(place));
  return [
    ...stateReads(reach),
    // A preview has no images: it is placed on Lambda.
    ...imageReads(reachOf(place, environments)),
    ...versionReads(reach),
    ...mailReads(reach),
    ...domainReads(reach),
  ];
}
