import type { ManagedPolicy } from './records.ts';

type Grants = readonly string[];

const logs: Grants = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const pull: Grants = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
];
const readRepositories: Grants = [
  ...pull,
  'ecr:GetRepositoryPolicy',
  'ecr:DescribeRepositories',
  'ecr:ListImages',
  'ecr:DescribeImages',
  'ecr:GetLifecyclePolicy',
  'ecr:GetLifecyclePolicyPreview',
  'ecr:ListTagsForResource',
  'ecr:DescribeImageScanFindings',
];
const push: Grants = [
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
];

/** What AWS's own policies allow, by path and name: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ */
const grants: Readonly<Record<string, Grants>> = {
  AdministratorAccess: ['*'],
  ReadOnlyAccess: [
    '*:Get*',
    '*:List*',
    '*:Describe*',
    '*:BatchGet*',
    'logs:FilterLogEvents',
    'dynamodb:Query',
    'dynamodb:Scan',
  ],
  AmazonSQSFullAccess: ['sqs:*'],
  AmazonSQSReadOnlyAccess: [
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListDeadLetterSourceQueues',
    'sqs:ListQueues',
    'sqs:ListQueueTags',
  ],
  AmazonSNSFullAccess: ['sns:*'],
  AmazonSNSReadOnlyAccess: ['sns:GetTopicAttributes', 'sns:List*'],
  AmazonSESFullAccess: ['ses:*'],
  AmazonDynamoDBFullAccess: ['dynamodb:*', 'application-autoscaling:*', 'cloudwatch:*'],
  AmazonECS_FullAccess: [
    'ecs:*',
    'ec2:Describe*',
    'elasticloadbalancing:*',
    'application-autoscaling:*',
    'cloudwatch:*',
    'logs:*',
    'iam:PassRole',
  ],
  AmazonEC2ContainerRegistryFullAccess: ['ecr:*'],
  AmazonEC2ContainerRegistryPowerUser: [...readRepositories, ...push],
  AmazonEC2ContainerRegistryReadOnly: readRepositories,
  AmazonEC2ContainerRegistryPullOnly: [...pull],
  CloudWatchLogsFullAccess: ['logs:*', 'cloudwatch:GenerateQuery'],
  CloudWatchFullAccess: ['cloudwatch:*', 'logs:*', 'sns:*'],
  IAMFullAccess: ['iam:*'],
  AWSLambda_FullAccess: ['lambda:*', 'logs:*', 'iam:PassRole'],
  'service-role/AmazonECSTaskExecutionRolePolicy': [...pull, 'logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AWSLambdaBasicExecutionRole': logs,
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    ...logs,
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...logs,
  ],
  'aws-service-role/AmazonECSServiceRolePolicy': [
    'ec2:*NetworkInterface*',
    'elasticloadbalancing:*',
    'cloudwatch:*',
    'logs:*',
  ],
  'aws-service-role/AWSApplicationAutoscalingECSServicePolicy': [
    'ecs:DescribeServices',
    'ecs:UpdateService',
    'cloudwatch:*',
  ],
  'aws-service-role/AWSElasticLoadBalancingServiceRolePolicy': ['ec2:*'],
};

const PREFIX = 'arn:aws:iam::aws:policy/';
const created = '2015-02-06T18:40:00.000Z';
const known = new Map<string, ManagedPolicy>(
  Object.entries(grants).map(([name, actions]) => {
    const policy = build(name, actions);
    return [policy.arn, policy];
  }),
);

function build(fullName: string, actions: Grants): ManagedPolicy {
  const slash = fullName.lastIndexOf('/');
  const name = fullName.slice(slash + 1);
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  return {
    arn: PREFIX + fullName,
    path: slash === -1 ? '/' : `/${fullName.slice(0, slash)}/`,
    name,
    id: `ANPA${Buffer.from(name).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17)}`,
    description: undefined,
    createdAt: created,
    updatedAt: created,
    versions: [{ id: 'v1', document, createdAt: created }],
    defaultVersionId: 'v1',
    versionCount: 1,
    tags: new Map(),
  };
}

/** AWS's own policy of this ARN, if this cloud knows it. */
export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  return known.get(arn);
}

export function awsManagedPolicies(): Iterable<ManagedPolicy> {
  return known.values();
}
