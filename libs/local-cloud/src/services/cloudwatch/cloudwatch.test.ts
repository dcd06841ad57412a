import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';

let cloud: LocalCloud;
let client: CloudWatchClient;
beforeAll(async () => {
  cloud = await startLocalCloud();
  client = new CloudWatchClient({
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await cloud.stop();
});

const minute = (index: number): Date => new Date(Math.floor(Date.now() / 60_000 - 10 + index) * 60_000);
const Dimensions = [{ Name: 'Queue', Value: 'work' }];

describe('the SDK', () => {
  beforeAll(async () => {
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: [
          {
            MetricName: 'Latency',
            Dimensions,
            Timestamp: minute(0),
            Unit: 'Milliseconds',
            Values: [10, 20, 400],
            Counts: [50, 49, 1],
          },
          {
            MetricName: 'Latency',
            Dimensions,
            Timestamp: minute(1),
            Unit: 'Milliseconds',
            StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 },
          },
          { MetricName: 'Tasks', Dimensions, Timestamp: minute(0), Value: 2 },
        ],
      }),
    );
  });

  test('reads statistics', async () => {
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Shop',
        MetricName: 'Latency',
        Dimensions,
        StartTime: minute(0),
        EndTime: minute(2),
        Period: 60,
        Statistics: ['Average', 'Sum', 'Maximum', 'SampleCount'],
      }),
    );
    expect(Datapoints.sort((a, b) => Number(a.Timestamp) - Number(b.Timestamp))).toEqual([
      {
        Timestamp: minute(0),
        Unit: 'Milliseconds',
        Average: 18.8,
        Sum: 1880,
        Maximum: 400,
        SampleCount: 100,
      },
      { Timestamp: minute(1), Unit: 'Milliseconds', Average: 15, Sum: 30, Maximum: 20, SampleCount: 2 },
    ]);
  });

  test('reads percentiles and metric math', async () => {
    const stat = (MetricName: string, Stat: string) => ({
      Metric: { Namespace: 'Shop', MetricName, Dimensions },
      Period: 60,
      Stat,
    });
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: minute(0),
        EndTime: minute(1),
        MetricDataQueries: [
          { Id: 'p99', MetricStat: stat('Latency', 'p99') },
          { Id: 'tasks', MetricStat: stat('Tasks', 'Average'), ReturnData: false },
          { Id: 'per', Expression: 'p99 / tasks', Label: 'per task' },
        ],
      }),
    );
    expect(
      MetricDataResults.map(({ Id, Label, Values, Timestamps }) => ({ Id, Label, Values, Timestamps })),
    ).toEqual([
      { Id: 'p99', Label: 'Latency', Values: [20], Timestamps: [minute(0)] },
      { Id: 'per', Label: 'per task', Values: [10], Timestamps: [minute(0)] },
    ]);
  });

  test('lists metrics', async () => {
    const { Metrics } = await client.send(
      new ListMetricsCommand({ Namespace: 'Shop', Dimensions: [{ Name: 'Queue' }] }),
    );
    expect(Metrics?.map(({ MetricName }) => MetricName)).toEqual(['Latency', 'Tasks']);
  });

  test('puts alarms, sees their state, and hears what is wrong with one', async () => {
    const alarm = {
      AlarmName: 'slow',
      Namespace: 'Shop',
      MetricName: 'Latency',
      Dimensions,
      Statistic: 'Average' as const,
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 100,
      ComparisonOperator: 'GreaterThanThreshold' as const,
    };
    await client.send(new PutMetricAlarmCommand(alarm));
    await client.send(
      new SetAlarmStateCommand({ AlarmName: 'slow', StateValue: 'ALARM', StateReason: 'tried' }),
    );
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['slow'] }));
    expect(MetricAlarms).toMatchObject([
      { ...alarm, StateValue: 'ALARM', StateReason: 'tried', TreatMissingData: 'missing' },
    ]);
    await expect(client.send(new PutMetricAlarmCommand({ ...alarm, Period: 7 }))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('The value 7 for parameter Period') as string,
    });
    await expect(
      client.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: '' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });
});
