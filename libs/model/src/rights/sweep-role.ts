import type { PolicyStatement } from '../policy.ts';
import { keepOrders } from './denials.ts';
import type { PipelineRights } from './pipeline.ts';
import { reachOfPreviews } from './reach.ts';
import { findReads, stateReads } from './reads.ts';
import { groundRemovals, placementRemovals } from './removals.ts';

/** The teardown of a closed pull request, and the scheduled sweep on main. */
export const sweepContexts = ['pull_request', 'ref:refs/heads/main'];

/** What a sweep may do: find previews and take them down. */
export function sweepStatements({ place }: PipelineRights): PolicyStatement[] {
  const reach = reachOfPreviews(place);
  return [
    ...findReads(reach),
    ...stateReads(reach),
    ...placementRemovals(reach),
    ...groundRemovals(reach),
    keepOrders(reach),
  ];
}
