import type { CloudWatch } from '../cloudwatch.ts';
import { deleteAlarms, disableAlarmActions, enableAlarmActions, setAlarmState } from './change-alarms.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms, describeAlarmsForMetric } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Every operation of this service by its API name. */
export const createOperations = (cloud: CloudWatch) => ({
  DeleteAlarms: deleteAlarms(cloud),
  DescribeAlarmHistory: describeAlarmHistory(cloud),
  DescribeAlarms: describeAlarms(cloud),
  DescribeAlarmsForMetric: describeAlarmsForMetric(cloud),
  DisableAlarmActions: disableAlarmActions(cloud),
  EnableAlarmActions: enableAlarmActions(cloud),
  GetMetricData: getMetricData(cloud),
  GetMetricStatistics: getMetricStatistics(cloud),
  ListMetrics: listMetrics(cloud),
  ListTagsForResource: listTagsForResource(cloud),
  PutMetricAlarm: putMetricAlarm(cloud),
  PutMetricData: putMetricData(cloud),
  SetAlarmState: setAlarmState(cloud),
  TagResource: tagResource(cloud),
  UntagResource: untagResource(cloud),
});
