import { randomUUID } from 'node:crypto';
import type { TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { callService } from '../../call-service.ts';
import type { AutoScaling } from './auto-scaling.ts';
import type { ScalingPolicy } from './model.ts';
import { SCALE_IN_MARGIN } from './scaling/track.ts';

type Watched = Pick<
  PutMetricAlarmInput,
  'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic' | 'Unit' | 'Period' | 'Metrics'
>;

/** Periods of a minute until capacity is added, and until it is taken away: out quickly, in slowly. */
const PERIODS = { high: 3, low: 15 };

function predefined(type: string | undefined, label: string, resourceId: string): Watched {
  if (type === 'ALBRequestCountPerTarget') {
    const TargetGroup = label.slice(label.indexOf('targetgroup/'));
    const Dimensions = [{ Name: 'TargetGroup', Value: TargetGroup }];
    return {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCountPerTarget',
      Dimensions,
      Statistic: 'Sum',
      Period: 60,
    };
  }
  const [, cluster = '', service = ''] = resourceId.split('/');
  return {
    Namespace: 'AWS/ECS',
    MetricName: type === 'ECSServiceAverageMemoryUtilization' ? 'MemoryUtilization' : 'CPUUtilization',
    Dimensions: [
      { Name: 'ClusterName', Value: cluster },
      { Name: 'ServiceName', Value: service },
    ],
    Statistic: 'Average',
    Period: 60,
  };
}

function watched(config: TargetTrackingScalingPolicyConfiguration, resourceId: string): Watched {
  const { PredefinedMetricSpecification: known, CustomizedMetricSpecification: custom } = config;
  if (custom === undefined)
    return predefined(known?.PredefinedMetricType, known?.ResourceLabel ?? '', resourceId);
  if (custom.Metrics === undefined) {
    const { Namespace, MetricName, Statistic, Unit } = custom;
    return {
      Namespace,
      MetricName,
      Statistic,
      Dimensions: (custom.Dimensions ?? []).map(({ Name, Value }) => ({ Name, Value })),
      Period: 60,
      ...(Unit === undefined ? {} : { Unit: Unit as 'Count' }),
    };
  }
  return {
    Metrics: custom.Metrics.map(({ Id, Expression, Label, ReturnData, MetricStat }) => ({
      Id,
      Expression,
      Label,
      // As in GetMetricData, what says nothing is shown.
      ReturnData: ReturnData ?? true,
      ...(MetricStat === undefined
        ? {}
        : {
            MetricStat: {
              Metric: {
                Namespace: MetricStat.Metric?.Namespace,
                MetricName: MetricStat.Metric?.MetricName,
                Dimensions: (MetricStat.Metric?.Dimensions ?? []).map(({ Name, Value }) => ({ Name, Value })),
              },
              Period: 60,
              Stat: MetricStat.Stat,
            },
          }),
    })),
  };
}

/** Makes, or brings up to date, the alarms through which a target tracking policy hears of its metric. */
export async function putTrackingAlarms(scaling: AutoScaling, policy: ScalingPolicy): Promise<void> {
  const config = policy.tracking;
  if (config === undefined) return;
  const context = scaling.environment.contextFor('application-autoscaling.amazonaws.com');
  const target = config.TargetValue ?? 0;
  const kinds = config.DisableScaleIn === true ? (['high'] as const) : (['high', 'low'] as const);
  const superfluous = policy.alarms.filter(({ kind }) => !kinds.includes(kind as 'high'));
  await deleteAlarms(scaling, superfluous);
  const before = policy.alarms;
  policy.alarms = [];
  for (const kind of kinds) {
    const name =
      before.find((alarm) => alarm.kind === kind)?.name ??
      `TargetTracking-${policy.resourceId}-Alarm${kind === 'high' ? 'High' : 'Low'}-${randomUUID()}`;
    const input: PutMetricAlarmInput = {
      ...watched(config, policy.resourceId),
      AlarmName: name,
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.arn}.`,
      AlarmActions: [policy.arn],
      EvaluationPeriods: PERIODS[kind],
      Threshold: kind === 'high' ? target : target * SCALE_IN_MARGIN,
      ComparisonOperator: kind === 'high' ? 'GreaterThanThreshold' : 'LessThanThreshold',
    };
    await callService(scaling.cloudwatch, 'PutMetricAlarm', input, context);
    const { account, region } = scaling.environment;
    policy.alarms.push({ kind, name, arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}` });
  }
}

/** Deletes alarms that were made for a policy; one that somebody else has deleted is no error. */
export async function deleteAlarms(scaling: AutoScaling, alarms: readonly { name: string }[]): Promise<void> {
  const context = scaling.environment.contextFor('application-autoscaling.amazonaws.com');
  for (const { name } of alarms) {
    await callService(scaling.cloudwatch, 'DeleteAlarms', { AlarmNames: [name] }, context);
  }
}
