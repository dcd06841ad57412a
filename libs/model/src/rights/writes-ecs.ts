import type { PolicyStatement } from '../policy.ts';
import { arnsOf, ofEnvironment, type Reach } from './reach.ts';
import { both } from './reads.ts';
import { allow } from './statement.ts';

/** What a deployment of components on ECS creates, puts right and watches. */
export function ecsWrites(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  const tagged = ofEnvironment(reach);
  const groups = arns('ec2', 'security-group/%', ['*']);
  const services = arns('ecs', 'service/%', reach.services);
  const balancers = arns('elasticloadbalancing', 'loadbalancer/app/%/*', reach.loadBalancers);
  const listeners = arns('elasticloadbalancing', 'listener/app/%/*', reach.loadBalancers);
  const targetGroups = arns('elasticloadbalancing', 'targetgroup/%/*', reach.targetGroups);
  return [
    allow('Push', 'ecr', pushActions, arns('ecr', 'repository/%', reach.repositories)),
    allow(
      'Clusters',
      'ecs',
      ['CreateCluster', 'TagResource', 'UpdateClusterSettings'],
      arns('ecs', 'cluster/%', reach.clusters),
    ),
    allow(
      'TaskDefinitions',
      'ecs',
      ['RegisterTaskDefinition', 'TagResource'],
      arns('ecs', 'task-definition/%:*', reach.families),
    ),
    allow(
      'Services',
      'ecs',
      ['CreateService', 'ListServiceDeployments', 'TagResource', 'UpdateService'],
      services,
    ),
    allow(
      'Deployments',
      'ecs',
      ['DescribeServiceDeployments', 'StopServiceDeployment'],
      arns('ecs', 'service-deployment/%/*', reach.services),
    ),
    allow(
      'Revisions',
      'ecs',
      ['DescribeServiceRevisions'],
      arns('ecs', 'service-revision/%/*', reach.services),
    ),
    allow('Tasks', 'ecs', ['DescribeTasks'], arns('ecs', 'task/%/*', reach.clusters)),
    allow('TaskList', 'ecs', ['ListTasks'], '*', {
      ArnLike: { 'ecs:cluster': arns('ecs', 'cluster/%', reach.clusters) },
    }),
    allow(
      'TaskLines',
      'logs',
      ['FilterLogEvents', 'GetLogEvents'],
      arns('logs', 'log-group:%', reach.taskLogGroups.flatMap(both)),
    ),
    allow('NewGroups', 'ec2', ['CreateSecurityGroup'], [...groups, ...arns('ec2', 'vpc/%', ['*'])]),
    allow('NewGroupTags', 'ec2', ['CreateTags'], groups, ofEnvironment(reach, 'aws:RequestTag')),
    allow('Groups', 'ec2', ['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'], groups, tagged),
    allow(
      'LoadBalancers',
      'elasticloadbalancing',
      ['AddTags', 'CreateListener', 'CreateLoadBalancer', 'SetSecurityGroups'],
      balancers,
    ),
    allow('Listeners', 'elasticloadbalancing', ['AddTags', 'ModifyListener'], listeners),
    allow(
      'TargetGroups',
      'elasticloadbalancing',
      ['AddTags', 'CreateTargetGroup', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes'],
      targetGroups,
    ),
    allow(
      'Scaling',
      'application-autoscaling',
      ['PutScalingPolicy', 'RegisterScalableTarget', 'TagResource'],
      arns('application-autoscaling', 'scalable-target/%', ['*']),
    ),
    { Sid: 'DeploymentLists', Effect: 'Allow', Action: ['ec2:DescribeSubnets', 'ecr:GetAuthorizationToken', 'elasticloadbalancing:DescribeTargetHealth'], Resource: '*' }, // prettier-ignore
  ];
}

const pushActions = [
  'BatchCheckLayerAvailability',
  'CompleteLayerUpload',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
];
