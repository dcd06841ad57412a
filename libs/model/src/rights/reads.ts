import type { PolicyStatement } from '../policy.ts';
import { arnsOf, type Reach } from './reach.ts';
import { allow } from './statement.ts';

/** What must be read to compare what is there with what should be, in any phase; nothing of what is in queues, tables and logs. */
export function stateReads(reach: Reach): PolicyStatement[] {
  return [...groundReads(reach), ...lambdaReads(reach), ...ecsReads(reach)];
}

/** What every phase stands on. */
export function groundReads(reach: Reach): PolicyStatement[] {
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
    allow('ReadRoles', 'iam', ['GetRole'], arns('iam', 'role/%', rolesOf(reach))),
    allow('ReadRolePolicies', 'iam', ['GetRolePolicy'], arns('iam', 'role/%', componentRolesOf(reach))),
    allow(
      'ReadMailSets',
      'ses',
      ['GetConfigurationSet', 'GetConfigurationSetEventDestinations'],
      arns('ses', 'configuration-set/%', reach.configurationSets),
    ),
    allow(
      'ReadMailRules',
      'events',
      ['DescribeRule', 'ListTagsForResource', 'ListTargetsByRule'],
      arns('events', 'rule/%', reach.eventRules),
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
    { Sid: 'ReadLists', Effect: 'Allow', Action: ['logs:DescribeLogGroups'], Resource: '*' },
  ];
}

/** Components on Lambda, and their front. */
export function lambdaReads(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    allow(
      'ReadFunctions',
      'lambda',
      // ListTags: without it GetFunction answers without tags.
      ['GetAlias', 'GetFunction', 'GetFunctionConfiguration', 'ListTags'],
      arns('lambda', 'function:%', reach.functions.flatMap(qualified)),
    ),
    allow(
      'ReadInvokers',
      'lambda',
      ['GetPolicy'],
      arns('lambda', 'function:%', reach.apiFunctions.flatMap(qualified)),
    ),
    allow('ReadApis', 'apigateway', ['GET'], arns('apigateway', '/apis%', ['', '/*'])),
    { Sid: 'ReadMappings', Effect: 'Allow', Action: ['lambda:ListEventSourceMappings'], Resource: '*' },
  ];
}

/** Components on ECS, and their front. */
export function ecsReads(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    ...serviceReads(reach),
    allow(
      'ReadExecutionPolicies',
      'iam',
      ['ListAttachedRolePolicies'],
      arns('iam', 'role/%', reach.executionRoles),
    ),
    allow(
      'ReadScaling',
      'application-autoscaling',
      ['ListTagsForResource'],
      arns('application-autoscaling', 'scalable-target/%', ['*']),
    ),
    // AWS has no resource for these.
    { Sid: 'ReadEcsLists', Effect: 'Allow', Action: ecsLists, Resource: '*' },
  ];
}

/** Whether a component runs on ECS too: what is asked before it is moved. */
export function serviceReads(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    allow('ReadClusters', 'ecs', ['DescribeClusters'], arns('ecs', 'cluster/%', reach.clusters)),
    allow('ReadServices', 'ecs', ['DescribeServices'], arns('ecs', 'service/%', reach.services)),
    {
      Sid: 'ReadFronts',
      Effect: 'Allow',
      Action: [
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcs',
        'elasticloadbalancing:DescribeLoadBalancers',
      ],
      Resource: '*',
    },
  ];
}

const ecsLists = [
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'ecs:DescribeTaskDefinition',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeTags',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
];

/** What a sweep looks through to find previews: lists of everything, and the tags of what is named like one. */
export function findReads(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  return [
    { Sid: 'FindLists', Effect: 'Allow', Action: findLists, Resource: '*' },
    allow('FindRoles', 'iam', ['ListRoleTags'], arns('iam', 'role/%', rolesOf(reach))),
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
  'events:ListRules',
  'iam:ListRoles',
  'lambda:ListFunctions',
  'ses:ListConfigurationSets',
  'sns:ListTopics',
  'sqs:ListQueues',
];

/** What a release of images is compared with: those that are there already. */
export function imageReads(reach: Reach): PolicyStatement[] {
  return [
    allow('ReadImages', 'ecr', ['DescribeImages'], arnsOf(reach, 'ecr', 'repository/%', reach.repositories)),
  ];
}

/** What a release of functions is compared with: their newest version. */
export function versionReads(reach: Reach): PolicyStatement[] {
  return [
    allow(
      'ReadVersions',
      'lambda',
      ['ListVersionsByFunction'],
      arnsOf(reach, 'lambda', 'function:%', reach.functions),
    ),
  ];
}

/** How old a queue's oldest message is, while its consumer is moved. AWS has no resource for metrics. */
export function ageReads(): PolicyStatement[] {
  return [{ Sid: 'ReadAges', Effect: 'Allow', Action: ['cloudwatch:GetMetricStatistics'], Resource: '*' }];
}

/** The address that mail is sent from, which all environments share. */
export function mailReads(reach: Reach): PolicyStatement[] {
  return [allow('ReadMail', 'ses', ['GetEmailIdentity'], arnsOf(reach, 'ses', 'identity/%', ['*']))];
}

/** Names of every role of an environment; for previews all are one pattern. */
export function rolesOf(reach: Reach): string[] {
  return [...new Set([...reach.executionRoles, ...componentRolesOf(reach)])];
}

/** Names of the roles of the components' own code: those with policies of ours in them. */
function componentRolesOf({ taskRoles, functionRoles }: Reach): string[] {
  return [...new Set([...taskRoles, ...functionRoles])];
}

/** A function, and its versions and aliases. */
export function qualified(name: string): string[] {
  return name.endsWith('*') ? [name] : [name, `${name}:*`];
}

/** A log group by either of its ARNs: tags go by the one without the stars. */
export function both(name: string): string[] {
  return name.endsWith('*') ? [name] : [name, `${name}:*`];
}
