import type { ContainerDefinition, CreateServiceRequest, Service } from '@aws-sdk/client-ecs';
import type { TestEcs } from './start-ecs.ts';
import { pushImage } from './push-image.ts';

/** Pushes an image whose `main.js` is `code`; answers its reference. */
export async function image(ecs: TestEcs, tag: string, code: string): Promise<string> {
  const { repositories = [] } = await ecs.ecr.operations.DescribeRepositories({}, ecs.context);
  if (repositories.length === 0)
    await ecs.ecr.operations.CreateRepository({ repositoryName: 'app' }, ecs.context);
  const token = await ecs.ecr.operations.GetAuthorizationToken({}, ecs.context);
  const target = {
    origin: ecs.environment.origin(),
    authorizationToken: token.authorizationData?.[0]?.authorizationToken ?? '',
  };
  return (await pushImage(target, 'app', tag, { '/app/main.js': code })).reference;
}

/** Registers a revision of family `app` with one container; answers its ARN. */
export async function define(ecs: TestEcs, container: Partial<ContainerDefinition>): Promise<string> {
  const { taskDefinition } = await ecs.call('RegisterTaskDefinition', {
    family: 'app',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: 'app',
        image: undefined,
        essential: true,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/ecs/test',
            'awslogs-region': 'us-east-1',
            'awslogs-stream-prefix': 'ecs',
          },
        },
        ...container,
      },
    ],
  });
  return taskDefinition?.taskDefinitionArn ?? '';
}

/** The network configuration of every test task. */
export const network = (ecs: TestEcs) => ({ awsvpcConfiguration: { subnets: [ecs.subnet] } });

/** Creates cluster `test` and service `app` in it. */
export async function createService(
  ecs: TestEcs,
  taskDefinition: string,
  settings: Partial<CreateServiceRequest> = {},
): Promise<void> {
  await ecs.call('CreateCluster', { clusterName: 'test' });
  await ecs.call('CreateService', {
    cluster: 'test',
    serviceName: 'app',
    taskDefinition,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: network(ecs),
    ...settings,
  });
}

export async function describeService(ecs: TestEcs): Promise<Service> {
  const { services } = await ecs.call('DescribeServices', { cluster: 'test', services: ['app'] });
  return services?.[0] ?? {};
}

/** What `aws ecs wait services-stable` waits for. */
export async function isStable(ecs: TestEcs): Promise<boolean> {
  const { deployments = [], runningCount, desiredCount } = await describeService(ecs);
  return deployments.length === 1 && runningCount === desiredCount;
}
