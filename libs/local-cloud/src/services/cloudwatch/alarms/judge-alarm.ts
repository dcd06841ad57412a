import { COMPARE, type Alarm, type AlarmState } from './alarm.ts';

/** How many periods beyond the evaluation periods are read, so that a few missing ones can be made up for. */
export const EXTRA_PERIODS = 2;

/** The verdict on an alarm's recent periods; `retain` leaves its state as it is. */
export interface Verdict {
  readonly state: AlarmState | 'retain';
  /** The values it rests on, newest first. */
  readonly values: readonly number[];
  readonly breaching: number;
}

/**
 * Judges an alarm by its last periods, missing ones included.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param periods The value of each period, newest first; undefined where there is no data.
 */
export function judgeAlarm(
  alarm: Pick<Alarm, 'evaluationPeriods' | 'datapointsToAlarm' | 'threshold' | 'comparison' | 'missingData'>,
  periods: readonly (number | undefined)[],
): Verdict {
  const needed = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  const breaches = (value: number): boolean => COMPARE[alarm.comparison](value, alarm.threshold);
  const values = periods.filter((value) => value !== undefined).slice(0, alarm.evaluationPeriods);
  const breaching = values.filter(breaches).length;
  const missing = alarm.evaluationPeriods - values.length;
  const verdict = (state: Verdict['state']): Verdict => ({ state, values, breaching });

  if (breaching >= needed) return verdict('ALARM');
  if (missing === 0) return verdict('OK');
  if (alarm.missingData === 'breaching') return verdict(breaching + missing >= needed ? 'ALARM' : 'OK');
  if (alarm.missingData === 'notBreaching') return verdict('OK');
  // A single good period among so few that the needed number cannot be reached even if the rest were bad.
  if (values.length > breaching) return verdict('OK');
  if (alarm.missingData === 'ignore') return verdict('retain');
  if (values.length === 0) return verdict('INSUFFICIENT_DATA');
  // Only breaching periods and gaps: an alarm once the oldest of them is as old as it takes, not before.
  const oldest = periods.findLastIndex((value) => value !== undefined);
  return verdict(oldest + 1 >= needed ? 'ALARM' : 'retain');
}
