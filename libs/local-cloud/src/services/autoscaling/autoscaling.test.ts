import {
  ApplicationAutoScalingClient,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';

const NAMES = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/main/worker',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
let cloud: LocalCloud;
let scaling: ApplicationAutoScalingClient;
let ecs: ECSClient;
beforeAll(async () => {
  cloud = await startLocalCloud();
  const config = {
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  scaling = new ApplicationAutoScalingClient(config);
  ecs = new ECSClient(config);
  const ec2 = new EC2Client(config);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  ec2.destroy();
  await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'worker',
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'worker', image: 'none' }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'main',
      serviceName: 'worker',
      taskDefinition: 'worker',
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: { subnets: Subnets.flatMap(({ SubnetId }) => SubnetId ?? []) },
      },
    }),
  );
});
afterAll(async () => {
  scaling.destroy();
  ecs.destroy();
  await cloud.stop();
});

test('the SDK registers a target, gives it a policy, and takes both away again', async () => {
  const { ScalableTargetARN: ResourceARN } = await scaling.send(
    new RegisterScalableTargetCommand({
      ...NAMES,
      MinCapacity: 0,
      MaxCapacity: 4,
      Tags: { 'phaseline:component': 'worker' },
    }),
  );
  expect((await scaling.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual({
    'phaseline:component': 'worker',
  });
  const { ScalableTargets } = await scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }),
  );
  expect(ScalableTargets).toMatchObject([
    { ...NAMES, MinCapacity: 0, MaxCapacity: 4, ScalableTargetARN: ResourceARN },
  ]);
  const policy = {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' as const },
    ScaleInCooldown: 300,
  };
  const put = new PutScalingPolicyCommand({
    ...NAMES,
    PolicyName: 'load',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: policy,
  });
  const first = await scaling.send(put);
  expect(first.Alarms).toHaveLength(2);
  expect(await scaling.send(put)).toMatchObject({ PolicyARN: first.PolicyARN, Alarms: first.Alarms });
  const { ScalingPolicies } = await scaling.send(
    new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs', PolicyNames: ['load'] }),
  );
  expect(ScalingPolicies).toMatchObject([{ ...NAMES, TargetTrackingScalingPolicyConfiguration: policy }]);

  await scaling.send(new RegisterScalableTargetCommand({ ...NAMES, MinCapacity: 2 }));
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'main', services: ['worker'] }));
  expect(services?.[0]?.desiredCount).toBe(2);

  await scaling.send(new DeregisterScalableTargetCommand(NAMES));
  expect(
    (await scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs' }))).ScalingPolicies,
  ).toEqual([]);
  await expect(scaling.send(new DeregisterScalableTargetCommand(NAMES))).rejects.toMatchObject({
    name: 'ObjectNotFoundException',
  });
});

test('what cannot be scaled is refused', async () => {
  await expect(
    scaling.send(
      new RegisterScalableTargetCommand({
        ...NAMES,
        ResourceId: 'service/main/none',
        MinCapacity: 1,
        MaxCapacity: 2,
      }),
    ),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: "ECS service doesn't exist: service/main/none",
  });
  await expect(
    scaling.send(new RegisterScalableTargetCommand({ ...NAMES, MinCapacity: 3, MaxCapacity: 2 })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
  });
});
