import type {
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { metricId } from '../metrics/metric-store.ts';
import { showAlarm } from '../show-alarm.ts';

export const describeAlarms =
  (cloud: CloudWatch): Operation<DescribeAlarmsInput, DescribeAlarmsOutput> =>
  (input) => {
    const names = input.AlarmNames ?? [];
    const metricAlarms = input.AlarmTypes === undefined || input.AlarmTypes.includes('MetricAlarm');
    const found = [...cloud.alarms.alarms.values()]
      .filter(
        (alarm) =>
          metricAlarms &&
          (names.length === 0 || names.includes(alarm.name)) &&
          (input.AlarmNamePrefix === undefined || alarm.name.startsWith(input.AlarmNamePrefix)) &&
          (input.StateValue === undefined || alarm.state === input.StateValue) &&
          (input.ActionPrefix === undefined ||
            Object.values(alarm.actions).some((arns) =>
              arns.some((arn) => arn.startsWith(input.ActionPrefix ?? '')),
            )),
      )
      .sort((a, b) => a.name.localeCompare(b.name));
    const from = Number(input.NextToken ?? 0);
    const to = from + (input.MaxRecords ?? 100);
    return {
      MetricAlarms: found.slice(from, to).map(showAlarm),
      CompositeAlarms: [],
      NextToken: found.length > to ? String(to) : undefined,
    };
  };

export const describeAlarmsForMetric =
  (cloud: CloudWatch): Operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput> =>
  (input) => {
    const wanted = JSON.stringify(metricId(input.Namespace, input.MetricName, input.Dimensions));
    const found = [...cloud.alarms.alarms.values()].filter(
      ({ metric }) =>
        metric !== undefined &&
        JSON.stringify(metricId(metric.namespace, metric.name, metric.dimensions)) === wanted,
    );
    return { MetricAlarms: found.map(showAlarm) };
  };
