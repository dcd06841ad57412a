import type { PolicyStatement } from '../policy.ts';
import { arnsOf, ofEnvironment, type Reach } from './reach.ts';
import { both, qualified, rolesOf } from './reads.ts';
import { allow } from './statement.ts';
import { mappingOf } from './writes-lambda.ts';

/** What a switch takes away when the other side works: placements, fronts, and what only they stand on; never the spine. */
export function placementRemovals(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    allow('RemoveServices', 'ecs', ['DeleteService'], arns('ecs', 'service/%', reach.services)),
    allow(
      'RemoveFronts',
      'elasticloadbalancing',
      ['DeleteLoadBalancer'],
      arns('elasticloadbalancing', 'loadbalancer/app/%/*', reach.loadBalancers),
    ),
    allow(
      'RemoveListeners',
      'elasticloadbalancing',
      ['DeleteListener'],
      arns('elasticloadbalancing', 'listener/app/%/*', reach.loadBalancers),
    ),
    allow(
      'RemoveTargetGroups',
      'elasticloadbalancing',
      ['DeleteTargetGroup'],
      arns('elasticloadbalancing', 'targetgroup/%/*', reach.targetGroups),
    ),
    allow(
      'RemoveFunctions',
      'lambda',
      ['DeleteAlias', 'DeleteFunction'],
      arns('lambda', 'function:%', reach.functions.flatMap(qualified)),
    ),
    allow(
      'RemoveInvokers',
      'lambda',
      ['RemovePermission'],
      arns('lambda', 'function:%', reach.apiFunctions.flatMap(qualified)),
    ),
    allow('RemoveMappings', 'lambda', ['DeleteEventSourceMapping'], '*', mappingOf(reach)),
    allow('RemoveApis', 'apigateway', ['DELETE'], arns('apigateway', '/apis/%', ['*']), ofEnvironment(reach)),
    allow(
      'RemoveScaling',
      'application-autoscaling',
      ['DeleteScalingPolicy', 'DeregisterScalableTarget'],
      arns('application-autoscaling', 'scalable-target/%', ['*']),
    ),
    allow('RemoveClusters', 'ecs', ['DeleteCluster'], arns('ecs', 'cluster/%', reach.clusters)),
    allow(
      'RemoveGroups',
      'ec2',
      ['DeleteSecurityGroup'],
      arns('ec2', 'security-group/%', ['*']),
      ofEnvironment(reach),
    ),
  ];
}

/** The rest of an environment: what holds orders, and what everything stands on. Only previews are ever taken down. */
export function groundRemovals(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  const roles = arns('iam', 'role/%', rolesOf(reach));
  return [
    // By its tag it would be seen that an environment has one.
    allow('FindDomains', 'apigateway', ['GET'], arns('apigateway', '/domainnames', [''])),
    allow('RemoveTopics', 'sns', ['DeleteTopic', 'Unsubscribe'], arns('sns', '%', reach.topics)),
    allow('RemoveQueues', 'sqs', ['DeleteQueue', 'SetQueueAttributes'], arns('sqs', '%', reach.queues)),
    allow('RemoveTables', 'dynamodb', ['DeleteTable'], arns('dynamodb', 'table/%', reach.tables)),
    allow(
      'RemoveMailSets',
      'ses',
      ['DeleteConfigurationSet'],
      arns('ses', 'configuration-set/%', reach.configurationSets),
    ),
    allow(
      'RemoveMailRules',
      'events',
      ['DeleteRule', 'RemoveTargets'],
      arns('events', 'rule/%', reach.eventRules),
    ),
    allow(
      'RemoveLogGroups',
      'logs',
      ['DeleteLogGroup'],
      arns('logs', 'log-group:%', reach.logGroups.flatMap(both)),
    ),
    allow('RemoveRepositories', 'ecr', ['DeleteRepository'], arns('ecr', 'repository/%', reach.repositories)),
    allow(
      'RemoveRoles',
      'iam',
      ['DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'ListRolePolicies'],
      roles,
    ),
    allow(
      'DeleteTaskDefinitions',
      'ecs',
      ['DeleteTaskDefinitions'],
      arns('ecs', 'task-definition/%:*', reach.families),
    ),
    // AWS has no resource for it; a revision that is gone stops nothing that runs.
    {
      Sid: 'RemoveTaskDefinitions',
      Effect: 'Allow',
      Action: ['ecs:DeregisterTaskDefinition', 'ecs:ListTaskDefinitions'],
      Resource: '*',
    },
  ];
}
