import type { PolicyStatement } from '../policy.ts';
import { arnsOf, ofEnvironment, type Reach } from './reach.ts';
import { both, qualified } from './reads.ts';
import { allow } from './statement.ts';

/** What a deployment creates and puts right. Nothing of it takes an order away. */
export function deploymentWrites(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  const tagged = ofEnvironment(reach);
  const groups = arns('ec2', 'security-group/%', ['*']);
  const services = arns('ecs', 'service/%', reach.services);
  const balancing = [
    ...arns('elasticloadbalancing', 'loadbalancer/app/%/*', reach.loadBalancers),
    ...arns('elasticloadbalancing', 'listener/app/%/*', reach.loadBalancers),
    ...arns('elasticloadbalancing', 'targetgroup/%/*', reach.targetGroups),
  ];
  return [
    allow(
      'Topics',
      'sns',
      ['CreateTopic', 'SetSubscriptionAttributes', 'Subscribe', 'TagResource'],
      arns('sns', '%', reach.topics),
    ),
    allow('Queues', 'sqs', ['CreateQueue', 'SetQueueAttributes', 'TagQueue'], arns('sqs', '%', reach.queues)),
    allow(
      'Tables',
      'dynamodb',
      ['CreateTable', 'TagResource', 'UpdateContinuousBackups', 'UpdateTimeToLive'],
      arns('dynamodb', 'table/%', reach.tables),
    ),
    // The stock that a new system starts with, and the lease that keeps two switches apart.
    allow('Items', 'dynamodb', ['GetItem', 'PutItem'], arns('dynamodb', 'table/%', reach.tables)),
    allow('Mail', 'ses', ['CreateEmailIdentity', 'TagResource'], arns('ses', 'identity/%', ['*'])),
    allow(
      'LogGroups',
      'logs',
      ['CreateLogGroup', 'PutRetentionPolicy', 'TagResource'],
      arns('logs', 'log-group:%', reach.logGroups.flatMap(both)),
    ),
    allow(
      'Repositories',
      'ecr',
      [
        'CreateRepository',
        'PutImageScanningConfiguration',
        'PutImageTagMutability',
        'PutLifecyclePolicy',
        'TagResource',
      ],
      arns('ecr', 'repository/%', reach.repositories),
    ),
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
      'LogLines',
      'logs',
      ['FilterLogEvents', 'GetLogEvents'],
      arns('logs', 'log-group:%', reach.logGroups.flatMap(both)),
    ),
    allow('NewGroups', 'ec2', ['CreateSecurityGroup'], [...groups, ...arns('ec2', 'vpc/%', ['*'])]),
    allow('NewGroupTags', 'ec2', ['CreateTags'], groups, ofEnvironment(reach, 'aws:RequestTag')),
    allow('Groups', 'ec2', ['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'], groups, tagged),
    allow(
      'LoadBalancing',
      'elasticloadbalancing',
      ['AddTags', 'CreateListener', 'CreateLoadBalancer', 'CreateTargetGroup', 'ModifyListener', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'SetSecurityGroups'], // prettier-ignore
      balancing,
    ),
    allow(
      'Functions',
      'lambda',
      ['AddPermission', 'CreateAlias', 'CreateFunction', 'InvokeFunction', 'PublishVersion', 'PutFunctionConcurrency', 'TagResource', 'UpdateAlias', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'], // prettier-ignore
      arns('lambda', 'function:%', reach.functions.flatMap(qualified)),
    ),
    allow(
      'Mappings',
      'lambda',
      ['CreateEventSourceMapping', 'UpdateEventSourceMapping'],
      '*',
      mappingOf(reach),
    ),
    allow(
      'MappingTags',
      'lambda',
      ['TagResource'],
      arns('lambda', 'event-source-mapping:%', ['*']),
      ofEnvironment(reach, 'aws:RequestTag'),
    ),
    allow(
      'NewApis',
      'apigateway',
      ['POST'],
      arns('apigateway', '/apis', ['']),
      ofEnvironment(reach, 'aws:RequestTag'),
    ),
    allow('Apis', 'apigateway', ['PATCH', 'POST'], arns('apigateway', '/apis/%', ['*']), tagged),
    allow(
      'ApiTags',
      'apigateway',
      ['POST'],
      arns('apigateway', '/tags/%', ['*']),
      ofEnvironment(reach, 'aws:RequestTag'),
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
  'BatchGetImage',
  'CompleteLayerUpload',
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
];

/** Mappings have ids that nobody chose: they are known by their function. */
export function mappingOf(reach: Reach): NonNullable<PolicyStatement['Condition']> {
  return {
    ArnLike: {
      'lambda:FunctionArn': arnsOf(reach, 'lambda', 'function:%', reach.functions.flatMap(qualified)),
    },
  };
}
