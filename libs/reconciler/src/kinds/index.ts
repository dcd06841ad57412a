import type { Resource, ResourceKind, ResourceOf } from '@phaseline/model';
import type { Kind } from '../engine/kind.ts';
import { apiMapping } from './api-mapping.ts';
import { cluster } from './cluster.ts';
import { configurationSet } from './configuration-set.ts';
import { domainName } from './domain-name.ts';
import { emailIdentity } from './email-identity.ts';
import { eventRule } from './event-rule.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import { functionAlias } from './function-alias.ts';
import { functionPermission } from './function-permission.ts';
import { lambdaFunction } from './function.ts';
import { httpApi } from './http-api.ts';
import { httpIntegration } from './http-integration.ts';
import { httpRoute } from './http-route.ts';
import { httpStage } from './http-stage.ts';
import { listener } from './listener.ts';
import { loadBalancer } from './load-balancer.ts';
import { logGroup } from './log-group.ts';
import { logResourcePolicy } from './log-resource-policy.ts';
import { managedPolicy } from './managed-policy.ts';
import { openIdConnectProvider } from './open-id-connect-provider.ts';
import { queue } from './queue.ts';
import { queuePolicy } from './queue-policy.ts';
import { repository } from './repository.ts';
import { role } from './role.ts';
import { rolePolicy } from './role-policy.ts';
import { scalableTarget } from './scalable-target.ts';
import { scalingPolicy } from './scaling-policy.ts';
import { securityGroup } from './security-group.ts';
import { service } from './service.ts';
import { subscription } from './subscription.ts';
import { table } from './table.ts';
import { targetGroup } from './target-group.ts';
import { taskDefinition } from './task-definition.ts';
import { topic } from './topic.ts';

/** Every kind of resource there is. */
export const kinds: { readonly [K in ResourceKind]: Kind<ResourceOf<K>> } = {
  topic,
  queue,
  queuePolicy,
  subscription,
  table,
  emailIdentity,
  configurationSet,
  eventRule,
  logResourcePolicy,
  role,
  rolePolicy,
  managedPolicy,
  openIdConnectProvider,
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
  function: lambdaFunction,
  functionAlias,
  eventSourceMapping,
  functionPermission,
  httpApi,
  httpIntegration,
  httpRoute,
  httpStage,
  domainName,
  apiMapping,
};

/** The kind of one resource. */
export function kindOf(resource: Resource): Kind<Resource> {
  // A resource only ever meets the Kind of its own kind: the record above says so.
  return kinds[resource.kind];
}
