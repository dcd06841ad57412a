import { environmentNames, placements, apiComponent, type Resource, resourceId } from '@phaseline/model';
import type { Lookup } from '../engine/kind.ts';
import type { PhaseRequest } from './request.ts';

/** The resource that a phase's front is found by: the load balancer or the HTTP API. */
export function frontOf({ phase, environment }: PhaseRequest, resources: readonly Resource[]) {
  const names = environmentNames(environment);
  const id =
    placements[phase][apiComponent] === 'ecs'
      ? resourceId('loadBalancer', names.loadBalancer)
      : resourceId('httpApi', names.httpApi);
  return resources.filter((resource) => resource.id === id);
}

/** The URL of a front that was observed or made; undefined before it is there. */
export function frontUrlOf(front: Resource | undefined, lookup: Lookup): string | undefined {
  if (!front) return undefined;
  if (front.kind === 'httpApi') return lookup(front.id, 'endpoint');
  const address = lookup(front.id, 'dnsName');
  return address === undefined ? undefined : `http://${address}`;
}
