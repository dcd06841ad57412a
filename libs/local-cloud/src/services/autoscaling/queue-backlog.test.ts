import { beforeEach, describe, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { createTaskNetwork } from '../../network.ts';
import type { RequestContext, Service } from '../../service.ts';
import {
  containerMetrics,
  createCloudWatchService,
  queueMetrics,
  type CloudWatchService,
} from '../cloudwatch/index.ts';
import { createApplicationAutoScalingService, type ApplicationAutoScalingService } from './service.ts';

const context: RequestContext = {
  account: '123456789012',
  region: 'us-east-1',
  requestId: 'test',
  origin: 'http://127.0.0.1',
  principal: { kind: 'root', arn: 'arn:aws:iam::123456789012:root' },
  signal: new AbortController().signal,
};
const environment: CloudEnvironment = {
  account: context.account,
  region: context.region,
  origin: () => context.origin,
  network: createTaskNetwork(),
  directory: '/nonexistent',
  contextFor: () => context,
};
const RESOURCE = 'service/main/worker';
const NAMES = {
  ServiceNamespace: 'ecs',
  ResourceId: RESOURCE,
  ScalableDimension: 'ecs:service:DesiredCount',
};
const metric = (Namespace: string, MetricName: string, Dimensions: { Name: string; Value: string }[]) => ({
  MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Stat: 'Average' },
  ReturnData: false,
});
const BACKLOG_PER_TASK = {
  TargetValue: 10,
  ScaleInCooldown: 300,
  ScaleOutCooldown: 60,
  CustomizedMetricSpecification: {
    Metrics: [
      {
        Id: 'visible',
        ...metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', [{ Name: 'QueueName', Value: 'work' }]),
      },
      {
        Id: 'running',
        ...metric('ECS/ContainerInsights', 'RunningTaskCount', [
          { Name: 'ClusterName', Value: 'main' },
          { Name: 'ServiceName', Value: 'worker' },
        ]),
      },
      { Id: 'backlog', Expression: 'visible / running' },
    ],
  },
};

/** The calls that scaling makes of ECS, answered by one service whose tasks start at once. */
function startWorld() {
  const ecsService = { desired: 1, running: 1, rolloutState: 'COMPLETED', updates: [] as number[] };
  const queue = { depth: 0 };
  const ecs: Service = {
    signingName: 'ecs',
    operations: {
      ListClusters: () => ({ clusterArns: ['arn:aws:ecs:us-east-1:123456789012:cluster/main'] }),
      ListServices: () => ({ serviceArns: ['arn:aws:ecs:us-east-1:123456789012:service/main/worker'] }),
      DescribeServices: () => ({
        services: [
          {
            serviceName: 'worker',
            status: 'ACTIVE',
            desiredCount: ecsService.desired,
            runningCount: ecsService.running,
            deployments: [{ rolloutState: ecsService.rolloutState }],
          },
        ],
      }),
      UpdateService: ({ desiredCount }: { desiredCount: number }) => {
        ecsService.updates.push(desiredCount);
        Object.assign(ecsService, { desired: desiredCount, running: desiredCount });
        return {};
      },
    },
  };
  const sqs: Service = {
    signingName: 'sqs',
    operations: {
      ListQueues: () => ({ QueueUrls: ['http://127.0.0.1/123456789012/work'] }),
      GetQueueAttributes: () => ({ Attributes: { ApproximateNumberOfMessages: String(queue.depth) } }),
    },
  };
  const clock = createManualClock();
  const cloudwatch = createCloudWatchService(environment, { clock });
  cloudwatch.addSource(queueMetrics(sqs, environment));
  cloudwatch.addSource(containerMetrics(ecs, environment));
  const scaling = createApplicationAutoScalingService(environment, { cloudwatch, ecs, clock });
  return { clock, cloudwatch, scaling, ecsService, queue };
}

let world: ReturnType<typeof startWorld>;
const { call, minutes } = {
  call: async (service: ApplicationAutoScalingService | CloudWatchService, name: string, input: object) =>
    (await service.operations[name]?.(input, context)) as Record<string, Record<string, unknown>[]>,
  minutes: async (count: number, of: { clock: ManualClock; cloudwatch: CloudWatchService } = world) => {
    for (let minute = 0; minute < count; minute += 1) {
      of.clock.advance(of.cloudwatch.minute);
      await of.cloudwatch.round();
    }
  },
};

beforeEach(async () => {
  world = startWorld();
  await call(world.scaling, 'RegisterScalableTarget', { ...NAMES, MinCapacity: 1, MaxCapacity: 8 });
});
const track = (config: object = {}) =>
  call(world.scaling, 'PutScalingPolicy', {
    ...NAMES,
    PolicyName: 'backlog',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { ...BACKLOG_PER_TASK, ...config },
  });

describe('target tracking on the backlog per task', () => {
  test('the desired count grows with the backlog, and shrinks again once it is gone', async () => {
    await track();
    world.queue.depth = 45;
    await minutes(5);
    expect(world.ecsService.desired).toBe(5);

    world.queue.depth = 0;
    await minutes(10);
    expect(world.ecsService.desired).toBe(5);
    await minutes(10);
    expect(world.ecsService.desired).toBe(1);

    await world.scaling.round();
    const { ScalingActivities } = await call(world.scaling, 'DescribeScalingActivities', {
      ServiceNamespace: 'ecs',
    });
    expect(ScalingActivities).toMatchObject([
      { Description: 'Setting desired count to 1.', StatusCode: 'Successful' },
      { Description: 'Setting desired count to 5.', StatusCode: 'Successful' },
    ]);
    expect(ScalingActivities?.[1]?.['Cause']).toMatch(
      /^monitor alarm TargetTracking-service\/main\/worker-AlarmHigh-.* in state ALARM triggered policy backlog$/,
    );
  });

  test('never beyond the limits, however long the queue', async () => {
    await track();
    world.queue.depth = 100_000;
    await minutes(10);
    expect(world.ecsService.updates).toEqual([8]);
  });

  test('during the scale-out cooldown only what exceeds the last scale-out is added', async () => {
    await track({ ScaleOutCooldown: 600 });
    world.queue.depth = 30;
    await minutes(5);
    expect(world.ecsService.desired).toBe(3);
    // The new tasks are slow: nothing runs yet, so that the backlog per task still looks as it did.
    world.ecsService.running = 1;
    await minutes(4);
    expect(world.ecsService.desired).toBe(3);
    world.queue.depth = 60;
    await minutes(2);
    expect(world.ecsService.desired).toBe(6);
  });

  test('no scale-in during its cooldown, nor while a deployment is going on', async () => {
    world.ecsService.desired = world.ecsService.running = 8;
    world.ecsService.rolloutState = 'IN_PROGRESS';
    await track({ ScaleInCooldown: 600 });
    world.queue.depth = 40;
    await minutes(20);
    expect(world.ecsService.updates).toEqual([]);
    world.ecsService.rolloutState = 'COMPLETED';
    await minutes(1);
    expect(world.ecsService.updates).toEqual([4]);
    world.queue.depth = 0;
    await minutes(8);
    expect(world.ecsService.updates).toEqual([4]);
    await minutes(20);
    // By the busiest of the last 15 minutes: first as far as that allows, then the rest.
    expect(world.ecsService.updates).toEqual([4, 2, 1]);
  });

  test('suspended scaling does nothing, in either direction by itself', async () => {
    await track();
    const suspend = (SuspendedState: object) =>
      call(world.scaling, 'RegisterScalableTarget', { ...NAMES, SuspendedState });
    await suspend({ DynamicScalingOutSuspended: true });
    world.queue.depth = 45;
    await minutes(10);
    expect(world.ecsService.updates).toEqual([]);
    await suspend({ DynamicScalingOutSuspended: false, DynamicScalingInSuspended: true });
    await minutes(1);
    expect(world.ecsService.updates).toEqual([5]);
    world.queue.depth = 0;
    await minutes(40);
    expect(world.ecsService.updates).toEqual([5]);
  });

  test('its two alarms come and go with it', async () => {
    const { Alarms } = await track();
    const described = await call(world.cloudwatch, 'DescribeAlarms', {});
    expect(described['MetricAlarms']).toMatchObject([
      { Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3 },
      { Threshold: 9, ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 15 },
    ]);
    expect(Alarms?.map(({ AlarmName }) => AlarmName)).toEqual(
      described['MetricAlarms']?.map(({ AlarmName }) => AlarmName),
    );
    await track({ DisableScaleIn: true });
    expect((await call(world.cloudwatch, 'DescribeAlarms', {}))['MetricAlarms']).toHaveLength(1);
    await call(world.scaling, 'DeregisterScalableTarget', NAMES);
    expect((await call(world.cloudwatch, 'DescribeAlarms', {}))['MetricAlarms']).toEqual([]);
  });
});

test('a capacity outside new limits is brought within them', async () => {
  await call(world.scaling, 'RegisterScalableTarget', { ...NAMES, MinCapacity: 3 });
  expect(world.ecsService.desired).toBe(3);
  await call(world.scaling, 'RegisterScalableTarget', { ...NAMES, MinCapacity: 1, MaxCapacity: 2 });
  expect(world.ecsService.desired).toBe(2);
});

test('a step policy goes by how far the alarm is breached', async () => {
  const { PolicyARN } = await call(world.scaling, 'PutScalingPolicy', {
    ...NAMES,
    PolicyName: 'steps',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      Cooldown: 60,
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 50, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 50, ScalingAdjustment: 4 },
      ],
    },
  });
  await call(world.cloudwatch, 'PutMetricAlarm', {
    AlarmName: 'deep-queue',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'work' }],
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 100,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [PolicyARN],
  });
  world.queue.depth = 170;
  await minutes(2);
  expect(world.ecsService.updates).toEqual([5]);
});
