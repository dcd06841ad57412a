import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callService } from '../../call-service.ts';
import type { Service } from '../../service.ts';
import {
  containerMetrics,
  createCloudWatchService,
  queueMetrics,
  type CloudWatchService,
} from '../cloudwatch/index.ts';
import { createService, define, describeService, image } from '../ecs/testing/deploy.ts';
import { startEcs, type TestEcs } from '../ecs/testing/start-ecs.ts';
import { createSqsService } from '../sqs/index.ts';
import { createApplicationAutoScalingService } from './service.ts';

const patience = { timeout: 60_000, interval: 50 };
let ecs: TestEcs;
let sqs: Service;
let cloudwatch: CloudWatchService;
let scaling: Service;

beforeEach(async () => {
  ecs = await startEcs();
  sqs = createSqsService(ecs.environment);
  cloudwatch = createCloudWatchService(ecs.environment, { minute: 60 });
  cloudwatch.addSource(queueMetrics(sqs, ecs.environment));
  cloudwatch.addSource(containerMetrics(ecs.service, ecs.environment));
  scaling = createApplicationAutoScalingService(ecs.environment, { cloudwatch, ecs: ecs.service });
  for (const service of [sqs, cloudwatch, scaling]) await service.start?.();
});
afterEach(async () => {
  for (const service of [scaling, cloudwatch, sqs]) await service.stop?.();
  await ecs.stop();
});

const call = <Output>(service: Service, operation: string, input: object): Promise<Output> =>
  callService<Output>(service, operation, input, ecs.context);

test('real tasks are added while a real queue is long, and taken away once it is empty', async () => {
  const taskDefinition = await define(ecs, { image: await image(ecs, '1', 'setInterval(() => {}, 1000)') });
  await createService(ecs, taskDefinition, { desiredCount: 1 });
  await vi.waitUntil(async () => (await describeService(ecs)).runningCount === 1, patience);
  const { QueueUrl } = await call<{ QueueUrl: string }>(sqs, 'CreateQueue', { QueueName: 'work' });
  const NAMES = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/test/app',
    ScalableDimension: 'ecs:service:DesiredCount',
  };
  await call(scaling, 'RegisterScalableTarget', { ...NAMES, MinCapacity: 1, MaxCapacity: 3 });
  const stat = (Namespace: string, MetricName: string, Dimensions: object[]) => ({
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Stat: 'Average' },
    ReturnData: false,
  });
  await call(scaling, 'PutScalingPolicy', {
    ...NAMES,
    PolicyName: 'backlog',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 2,
      CustomizedMetricSpecification: {
        Metrics: [
          {
            Id: 'm1',
            ...stat('AWS/SQS', 'ApproximateNumberOfMessagesVisible', [{ Name: 'QueueName', Value: 'work' }]),
          },
          {
            Id: 'm2',
            ...stat('ECS/ContainerInsights', 'RunningTaskCount', [
              { Name: 'ClusterName', Value: 'test' },
              { Name: 'ServiceName', Value: 'app' },
            ]),
          },
          { Id: 'e1', Expression: 'm1 / m2' },
        ],
      },
    },
  });
  const Entries = Array.from({ length: 6 }, (_, index) => ({ Id: String(index), MessageBody: 'work' }));
  await call(sqs, 'SendMessageBatch', { QueueUrl, Entries });
  await vi.waitUntil(async () => (await describeService(ecs)).runningCount === 3, patience);

  await call(sqs, 'PurgeQueue', { QueueUrl });
  await vi.waitUntil(async () => (await describeService(ecs)).runningCount === 1, patience);
  await vi.waitFor(async () => {
    const { ScalingActivities } = await call<{ ScalingActivities: object[] }>(
      scaling,
      'DescribeScalingActivities',
      {
        ServiceNamespace: 'ecs',
      },
    );
    expect(ScalingActivities).toMatchObject([
      { Description: 'Setting desired count to 1.', StatusCode: 'Successful' },
      { Description: 'Setting desired count to 3.', StatusCode: 'Successful' },
    ]);
  }, patience);
});
