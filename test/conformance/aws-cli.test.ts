import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECRClient } from '@aws-sdk/client-ecr';
import { buildAndPushImage } from '@phaseline/images';
import { components } from '@phaseline/model';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AwsCommandLine, isInstalled, root, startAwsCommandLine } from './aws-command-line.ts';

// Skipped where there is no aws on the PATH: it is no package of npm's.
describe.skipIf(!isInstalled)('the aws command line, where it is installed', { timeout: 300_000 }, () => {
  let line: AwsCommandLine;
  const aws = (...parameters: string[]) => line.aws(...parameters);
  const awsJson = (...parameters: string[]) => line.awsJson(...parameters);

  beforeAll(async () => {
    line = await startAwsCommandLine();
  }, 120_000);
  afterAll(() => line?.stop());

  test('repositories, a login and the cluster', async () => {
    for (const component of components) {
      const created = await awsJson('ecr', 'create-repository', '--repository-name', component);
      expect(created).toMatchObject({ repository: { repositoryName: component } });
    }
    expect((await aws('ecr', 'get-login-password')).length).toBeGreaterThan(20);
    expect(await awsJson('ecs', 'create-cluster', '--cluster-name', 'pubsub-cluster')).toMatchObject({
      cluster: { clusterName: 'pubsub-cluster', status: 'ACTIVE' },
    });
  });

  test('roles with their policy, log groups with their retention', async () => {
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    });
    const roles = ['ecsTaskExecutionRole', ...components.map((component) => `${component}-task-role`)];
    for (const role of roles) {
      await aws('iam', 'create-role', '--role-name', role, '--assume-role-policy-document', trust);
    }
    const policy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
    await aws('iam', 'attach-role-policy', '--role-name', 'ecsTaskExecutionRole', '--policy-arn', policy);
    expect(
      await awsJson('iam', 'list-attached-role-policies', '--role-name', 'ecsTaskExecutionRole'),
    ).toMatchObject({ AttachedPolicies: [{ PolicyArn: policy }] });
    for (const component of components) {
      await aws('logs', 'create-log-group', '--log-group-name', `/ecs/${component}`);
      await aws(
        'logs',
        'put-retention-policy',
        '--log-group-name',
        `/ecs/${component}`,
        '--retention-in-days',
        '7',
      );
    }
    expect(
      await awsJson('logs', 'describe-log-groups', '--log-group-name-prefix', '/ecs/email-service'),
    ).toMatchObject({ logGroups: [{ retentionInDays: 7 }] });
  });

  test('the task definitions of taskdefs/ as they stand', async () => {
    for (const component of components) {
      const file = `file://taskdefs/${component}.json`;
      expect(await awsJson('ecs', 'register-task-definition', '--cli-input-json', file)).toMatchObject({
        taskDefinition: { family: `${component}-td`, revision: 1, status: 'ACTIVE' },
      });
    }
  });

  test('a service on the default network that runs an image that was pushed, from creation to deletion', async () => {
    const { folder, printed } = line;
    const taskDefinition = join(folder, 'email-service.json');
    writeFileSync(taskDefinition, JSON.stringify(await pushedTaskDefinition(folder, printed)));
    const registered = await awsJson(
      'ecs',
      'register-task-definition',
      '--cli-input-json',
      `file://${taskDefinition}`,
    );
    expect(registered).toMatchObject({ taskDefinition: { revision: 2 } });

    const subnets = await aws(
      'ec2',
      'describe-subnets',
      '--filters',
      'Name=default-for-az,Values=true',
      '--query',
      'Subnets[].SubnetId',
      '--output',
      'text',
    );
    const groups = await aws(
      'ec2',
      'describe-security-groups',
      '--filters',
      'Name=group-name,Values=default',
      '--query',
      'SecurityGroups[].GroupId',
      '--output',
      'text',
    );
    const network =
      `awsvpcConfiguration={subnets=[${subnets.split(/\s+/).join(',')}],` +
      `securityGroups=[${groups}],assignPublicIp=ENABLED}`;
    await aws(
      'ecs',
      'create-service',
      '--cluster',
      'pubsub-cluster',
      '--service-name',
      'email-service',
      '--task-definition',
      'email-service-td',
      '--desired-count',
      '1',
      '--launch-type',
      'FARGATE',
      '--network-configuration',
      network,
    );
    const service = ['--cluster', 'pubsub-cluster', '--services', 'email-service'];
    await aws('ecs', 'wait', 'services-stable', ...service);
    expect(await awsJson('ecs', 'describe-services', ...service)).toMatchObject({
      services: [{ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] }],
    });
    expect(
      await aws(
        'logs',
        'filter-log-events',
        '--log-group-name',
        '/ecs/email-service',
        '--query',
        'events[].message',
        '--output',
        'text',
      ),
    ).toContain('the pushed image runs');

    const one = ['--cluster', 'pubsub-cluster', '--service', 'email-service'];
    expect(await awsJson('ecs', 'update-service', ...one, '--desired-count', '2')).toMatchObject({
      service: { desiredCount: 2 },
    });
    await aws('ecs', 'delete-service', ...one, '--force');
    await vi.waitFor(
      async () => {
        const { services } = await awsJson('ecs', 'describe-services', ...service);
        expect(services).toMatchObject([{ status: 'INACTIVE', runningCount: 0 }]);
      },
      { timeout: 60_000, interval: 500 },
    );
  });
});

/** email-service's task definition with a small program in its image, pushed as the build action does it. */
async function pushedTaskDefinition(folder: string, env: Readonly<Record<string, string>>): Promise<object> {
  const context = join(folder, 'context');
  mkdirSync(context);
  writeFileSync(
    join(context, 'main.js'),
    'console.log("the pushed image runs"); setInterval(() => {}, 1000)',
  );
  writeFileSync(
    join(context, 'Dockerfile'),
    'ARG NODE_IMAGE\nFROM ${NODE_IMAGE}\nWORKDIR /app\nCOPY main.js ./\nENTRYPOINT ["/nodejs/bin/node"]\nCMD ["main.js"]\n',
  );
  const ecr = new ECRClient({
    endpoint: env['AWS_ENDPOINT_URL'] ?? '',
    region: env['AWS_REGION'] ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const image = await buildAndPushImage(
    {
      repository: 'email-service',
      context,
      engine: 'layer',
      platform: 'linux/amd64',
      baseImage: env['NODE_IMAGE'],
    },
    { ecr },
  ).finally(() => ecr.destroy());
  const text = readFileSync(join(root, 'taskdefs/email-service.json'), 'utf8');
  const definition = JSON.parse(text.replaceAll('${AWS_REGION}', env['AWS_REGION'] ?? '')) as {
    containerDefinitions: [{ healthCheck?: { command: string[] } }];
  };
  const [{ healthCheck, ...container }] = definition.containerDefinitions;
  return {
    ...definition,
    containerDefinitions: [
      {
        ...container,
        image: image.reference,
        healthCheck: { ...healthCheck, command: ['CMD', '/nodejs/bin/node', '-e', 'process.exit(0)'] },
      },
    ],
  };
}
