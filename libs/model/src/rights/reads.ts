import type { PolicyStatement } from '../policy.ts';
import { arnsOf, type Reach } from './reach.ts';
import { allow } from './statement.ts';

/** What must be read to compare what is there with what should be; nothing of what is in queues, tables and logs. */
export function stateReads(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    allow(
      'ReadTopics',
      'sns',
      ['GetSubscriptionAttributes', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'ListTagsForResource'],
      arns('sns', '%', reach.topics),
    ),
    allow(
      'ReadQueues',
      'sqs',
      ['GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags'],
      arns('sqs', '%', reach.queues),
    ),
    allow(
      'ReadTables',
      'dynamodb',
      ['DescribeContinuousBackups', 'DescribeTable', 'DescribeTimeToLive', 'ListTagsOfResource'],
      arns('dynamodb', 'table/%', reach.tables),
    ),
    allow(
      'ReadRoles',
      'iam',
      ['GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies'],
      arns('iam', 'role/%', [...new Set([...reach.taskRoles, ...reach.functionRoles])]),
    ),
    allow(
      'ReadLogGroups',
      'logs',
      ['ListTagsForResource'],
      arns('logs', 'log-group:%', reach.logGroups.flatMap(both)),
    ),
    allow(
      'ReadRepositories',
      'ecr',
      ['DescribeRepositories', 'GetLifecyclePolicy', 'ListTagsForResource'],
      arns('ecr', 'repository/%', reach.repositories),
    ),
    allow('ReadClusters', 'ecs', ['DescribeClusters'], arns('ecs', 'cluster/%', reach.clusters)),
    allow('ReadServices', 'ecs', ['DescribeServices'], arns('ecs', 'service/%', reach.services)),
    allow(
      'ReadFunctions',
      'lambda',
      ['GetAlias', 'GetFunction', 'GetFunctionConfiguration', 'GetPolicy', 'ListVersionsByFunction'],
      arns('lambda', 'function:%', reach.functions.flatMap(qualified)),
    ),
    allow('ReadApis', 'apigateway', ['GET'], arns('apigateway', '/apis%', ['', '/*'])),
    allow(
      'ReadScaling',
      'application-autoscaling',
      ['ListTagsForResource'],
      arns('application-autoscaling', 'scalable-target/%', ['*']),
    ),
    // AWS has no resource for these.
    { Sid: 'ReadLists', Effect: 'Allow', Action: lists, Resource: '*' },
  ];
}

/** What a sweep looks through to find previews: lists of everything, and the tags of what is named like one. */
export function findReads(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  const roles = [...new Set([...reach.taskRoles, ...reach.functionRoles])];
  return [
    { Sid: 'FindLists', Effect: 'Allow', Action: findLists, Resource: '*' },
    allow('FindRoles', 'iam', ['ListRoleTags'], arns('iam', 'role/%', roles)),
    allow('FindClusters', 'ecs', ['ListTagsForResource'], arns('ecs', 'cluster/%', reach.clusters)),
    allow('FindServices', 'ecs', ['ListTagsForResource'], arns('ecs', 'service/%', reach.services)),
    allow('FindFunctions', 'lambda', ['ListTags'], arns('lambda', 'function:%', reach.functions)),
    // Their ids say nothing: the tags do.
    allow('FindMappings', 'lambda', ['ListTags'], arns('lambda', 'event-source-mapping:%', ['*'])),
  ];
}

const findLists = [
  'dynamodb:ListTables',
  // Without names it is asked of every repository.
  'ecr:DescribeRepositories',
  'ecs:ListClusters',
  'ecs:ListServices',
  'ecs:ListTaskDefinitionFamilies',
  'iam:ListRoles',
  'lambda:ListFunctions',
  'sns:ListTopics',
  'sqs:ListQueues',
];

/** What else a release is compared with: images that are there already, and the address that mail is sent from. */
export function releaseReads(reach: Reach): PolicyStatement[] {
  return [
    allow('ReadImages', 'ecr', ['DescribeImages'], arnsOf(reach, 'ecr', 'repository/%', reach.repositories)),
    allow('ReadMail', 'ses', ['GetEmailIdentity'], arnsOf(reach, 'ses', 'identity/%', ['*'])),
  ];
}

const lists = [
  // How old a queue's oldest message is, while its consumer is moved.
  'cloudwatch:GetMetricStatistics',
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeVpcs',
  'ecs:DescribeTaskDefinition',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeTags',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
  'lambda:ListEventSourceMappings',
  'logs:DescribeLogGroups',
  'route53:ListHostedZonesByName',
];

/** A function, and its versions and aliases. */
export function qualified(name: string): string[] {
  return name.endsWith('*') ? [name] : [name, `${name}:*`];
}

/** A log group by either of its ARNs: tags go by the one without the stars. */
export function both(name: string): string[] {
  return name.endsWith('*') ? [name] : [name, `${name}:*`];
}
