import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from './alarms/alarm.ts';

/** An alarm as AWS shows it. */
export function showAlarm(alarm: Alarm): MetricAlarm {
  const { metric } = alarm;
  const percentile = metric?.statistic.startsWith('p') === true;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.actions.OK],
    AlarmActions: [...alarm.actions.ALARM],
    InsufficientDataActions: [...alarm.actions.INSUFFICIENT_DATA],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateChangedAt),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.missingData,
    ...(metric === undefined
      ? { Metrics: [...alarm.queries] }
      : {
          MetricName: metric.name,
          Namespace: metric.namespace,
          Dimensions: metric.dimensions,
          Period: alarm.period,
          Unit: metric.unit as 'None',
          ...(percentile
            ? { ExtendedStatistic: metric.statistic }
            : { Statistic: metric.statistic as 'Sum' }),
        }),
  };
}
