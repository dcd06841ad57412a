import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';

export const describeAlarmHistory =
  (cloud: CloudWatch): Operation<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput> =>
  (input) => {
    const oldestFirst = input.ScanBy === 'TimestampAscending';
    const found = cloud.alarms.history.filter(
      (item) =>
        (input.AlarmName === undefined || item.alarmName === input.AlarmName) &&
        (input.HistoryItemType === undefined || item.type === input.HistoryItemType) &&
        item.at >= (input.StartDate?.getTime() ?? 0) &&
        item.at <= (input.EndDate?.getTime() ?? Infinity),
    );
    const ordered = oldestFirst ? found : found.toReversed();
    return {
      AlarmHistoryItems: ordered.slice(0, input.MaxRecords ?? 100).map((item) => ({
        AlarmName: item.alarmName,
        AlarmType: 'MetricAlarm' as const,
        Timestamp: new Date(item.at),
        HistoryItemType: item.type,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
    };
  };
