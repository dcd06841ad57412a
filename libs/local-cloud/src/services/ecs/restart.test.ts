import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../index.ts';
import { pushImage } from './testing/push-image.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'phaseline-restart-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const configOf = ({ url, region }: LocalCloud) => ({
  endpoint: url,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** What AWS's own AmazonECSTaskExecutionRolePolicy allows. */
const START = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'ecr:GetAuthorizationToken',
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchGetImage',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      Resource: '*',
    },
  ],
});

async function deploy(cloud: LocalCloud): Promise<void> {
  const config = configOf(cloud);
  const ecr = new ECRClient(config);
  const ecs = new ECSClient(config);
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'app' }));
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const authorizationToken = authorizationData?.[0]?.authorizationToken ?? '';
  const files = { '/app/main.js': "console.log('up'); setInterval(() => {}, 1000);" };
  const { reference, digest } = await pushImage(
    { origin: cloud.url, authorizationToken },
    'app',
    'v1',
    files,
  );
  const iam = new IAMClient(config);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'execution', AssumeRolePolicyDocument: TRUST }),
  );
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'execution', PolicyName: 'start', PolicyDocument: START }),
  );
  await new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: '/ecs/app' }));
  const options = {
    'awslogs-group': '/ecs/app',
    'awslogs-region': cloud.region,
    'awslogs-stream-prefix': 'ecs',
  };
  await ecs.send(new CreateClusterCommand({ clusterName: 'test' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'app',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: Role?.Arn,
      containerDefinitions: [
        {
          name: 'app',
          image: reference.replace(':v1', `@${digest}`),
          logConfiguration: { logDriver: 'awslogs', options },
        },
      ],
      tags: [{ key: 'system', value: 'test' }],
    }),
  );
  const { Subnets } = await new EC2Client(config).send(new DescribeSubnetsCommand({}));
  const subnets = [Subnets?.[0]?.SubnetId ?? ''];
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'test',
      serviceName: 'app',
      taskDefinition: 'app',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets } },
    }),
  );
}

async function waitForService(cloud: LocalCloud): Promise<void> {
  const client = new ECSClient(configOf(cloud));
  await waitUntilServicesStable(
    { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
    { cluster: 'test', services: ['app'] },
  );
}

const starts = async (cloud: LocalCloud): Promise<number> => {
  const logs = new CloudWatchLogsClient(configOf(cloud));
  return (await logs.send(new FilterLogEventsCommand({ logGroupName: '/ecs/app' }))).events?.length ?? 0;
};

it('answers the SDK, and brings services up again after a restart on another port', async () => {
  const first = await startLocalCloud({ dataDir });
  try {
    await deploy(first);
    await waitForService(first);
  } finally {
    await first.stop();
  }
  const second = await startLocalCloud({ dataDir });
  try {
    await waitForService(second);
    const ecs = new ECSClient(configOf(second));
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'test', services: ['app'] }));
    expect(services?.[0]).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
    expect(services?.[0]?.deployments?.[0]?.createdAt).toBeInstanceOf(Date);
    const described = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: 'app:1', include: ['TAGS'] }),
    );
    expect(described.tags).toEqual([{ key: 'system', value: 'test' }]);
    await expect.poll(() => starts(second), { timeout: 60_000 }).toBe(2);
  } finally {
    await second.stop();
  }
});
