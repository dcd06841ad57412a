import { monthlyCost, type Resource } from '@phaseline/model';
import type { Observed } from '../engine/kind.ts';

/** What of `known` is there costs per month, with the least number of tasks that autoscaling has now. Pure. */
export function costThere(known: readonly Resource[], observed: ReadonlyMap<string, Observed>): number {
  const there = known.flatMap((resource): Resource[] => {
    const found = observed.get(resource.id);
    if (!found) return [];
    const min = Number(found.state['min']);
    return resource.kind === 'scalableTarget' && min >= 0 ? [{ ...resource, min }] : [resource];
  });
  return monthlyCost(there).total;
}
