import { monthlyCost, type Resource, type ResourceKind } from '@phaseline/model';
import type { Observed } from '../engine/kind.ts';

/** Something that a switch takes away. */
export interface Retired {
  readonly resource: Resource;
  /** The calls that taking it away makes, as `<service> <Operation>`. */
  readonly calls: readonly string[];
}

/** What belongs to one side of a component or to one front; the rest (spine, repositories, log groups, roles) stays for the way back. */
const retiring: Partial<Record<ResourceKind, readonly string[]>> = {
  service: ['ecs DeleteService'],
  scalableTarget: ['application-autoscaling DeregisterScalableTarget'],
  scalingPolicy: ['application-autoscaling DeleteScalingPolicy'],
  loadBalancer: ['elasticloadbalancing DeleteLoadBalancer'],
  listener: ['elasticloadbalancing DeleteListener'],
  targetGroup: ['elasticloadbalancing DeleteTargetGroup'],
  function: ['lambda DeleteFunction'],
  eventSourceMapping: ['lambda DeleteEventSourceMapping'],
  httpApi: ['apigateway DeleteApi'],
};

/**
 * What is there, belongs to a side of a component, and is not wanted any more. Pure.
 * @param known everything that any phase has
 * @param observed what is there, by id
 */
export function retiredResources(
  known: readonly Resource[],
  desired: readonly Resource[],
  observed: ReadonlyMap<string, Observed>,
): Retired[] {
  const wanted = new Set(desired.map(({ id }) => id));
  return known.flatMap((resource) => {
    const calls = retiring[resource.kind];
    return calls && observed.has(resource.id) && !wanted.has(resource.id) ? [{ resource, calls }] : [];
  });
}

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
