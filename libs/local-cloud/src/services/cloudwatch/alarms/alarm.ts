import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { Query } from '../math/run-queries.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type Comparison =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';
export type MissingData = 'missing' | 'notBreaching' | 'breaching' | 'ignore';

/** One metric alarm. Plain JSON, so that it can be kept over a restart. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  actionsEnabled: boolean;
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** What is watched: either one metric, or queries of which exactly one returns data. */
  readonly metric:
    | {
        namespace: string;
        name: string;
        dimensions: Dimension[];
        statistic: string;
        unit: string | undefined;
      }
    | undefined;
  readonly queries: readonly Query[];
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number | undefined;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly missingData: MissingData;
  state: AlarmState;
  reason: string;
  reasonData: string | undefined;
  /** Milliseconds since the epoch. */
  stateUpdatedAt: number;
  stateChangedAt: number;
  readonly configuredAt: number;
  tags: Record<string, string>;
}

export interface HistoryItem {
  readonly alarmName: string;
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  readonly data: string;
}

export const COMPARE: Record<Comparison, (value: number, threshold: number) => boolean> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** The watched metric in the form of queries. */
export function queriesOf(alarm: Alarm): readonly Query[] {
  if (alarm.metric === undefined) return alarm.queries;
  const { namespace, name, dimensions, statistic } = alarm.metric;
  const Metric = { Namespace: namespace, MetricName: name, Dimensions: dimensions };
  return [{ Id: 'm1', MetricStat: { Metric, Period: alarm.period, Stat: statistic } }];
}
