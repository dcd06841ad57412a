import type { Resource, ResourceKind, ResourceOf } from '@phaseline/model';
import type { Kind } from '../engine/kind.ts';
import { cluster } from './cluster.ts';
import { emailIdentity } from './emailIdentity.ts';
import { listener } from './listener.ts';
import { loadBalancer } from './loadBalancer.ts';
import { logGroup } from './logGroup.ts';
import { queue } from './queue.ts';
import { queuePolicy } from './queuePolicy.ts';
import { repository } from './repository.ts';
import { role } from './role.ts';
import { rolePolicy } from './rolePolicy.ts';
import { scalableTarget } from './scalableTarget.ts';
import { scalingPolicy } from './scalingPolicy.ts';
import { securityGroup } from './securityGroup.ts';
import { service } from './service.ts';
import { subscription } from './subscription.ts';
import { table } from './table.ts';
import { targetGroup } from './targetGroup.ts';
import { taskDefinition } from './taskDefinition.ts';
import { topic } from './topic.ts';

/** Every kind of resource there is. */
export const kinds: { readonly [K in ResourceKind]: Kind<ResourceOf<K>> } = {
  topic,
  queue,
  queuePolicy,
  subscription,
  table,
  emailIdentity,
  role,
  rolePolicy,
  logGroup,
  repository,
  cluster,
  securityGroup,
  loadBalancer,
  targetGroup,
  listener,
  taskDefinition,
  service,
  scalableTarget,
  scalingPolicy,
};

/** The kind of one resource. */
export function kindOf(resource: Resource): Kind<Resource> {
  // A resource only ever meets the Kind of its own kind: the record above says so.
  return kinds[resource.kind];
}
