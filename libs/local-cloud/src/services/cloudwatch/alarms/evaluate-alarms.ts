import { runQueries } from '../math/run-queries.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { queriesOf, type Alarm, type AlarmState } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import { EXTRA_PERIODS, judgeAlarm, type Verdict } from './judge-alarm.ts';

/** Called for every action of a state that an alarm has entered, and again every minute for scaling policies. */
export type ActionHandler = (actionArn: string, alarm: Alarm, values: readonly number[]) => Promise<void>;

/** The last periods of what an alarm watches, newest first. The period that is still running does not count. */
function recentPeriods(
  alarm: Alarm,
  store: MetricStore,
  now: number,
  millisecondsPerSecond: number,
): (number | undefined)[] {
  const width = alarm.period * millisecondsPerSecond;
  const count = alarm.evaluationPeriods + EXTRA_PERIODS;
  const to = Math.floor(now / width) * width;
  const from = to - count * width;
  const [result] = runQueries(store, queriesOf(alarm), { from, to, millisecondsPerSecond });
  return Array.from({ length: count }, (_, index) => result?.series.get(to - (index + 1) * width));
}

function reasonFor(alarm: Alarm, { values, breaching }: Verdict, state: AlarmState): string {
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${alarm.evaluationPeriods} datapoints were unknown.`;
  const shown = values.slice(0, 5).join(', ');
  const found =
    state === 'ALARM'
      ? `${breaching} out of the last ${values.length}`
      : `${values.length - breaching} out of the last ${values.length}`;
  return `Threshold Crossed: ${found} datapoints [${shown}] were ${state === 'ALARM' ? '' : 'not '}breaching (${alarm.comparison} ${alarm.threshold}).`;
}

/**
 * Evaluates every alarm once and runs the actions of those that changed.
 * Actions on scaling policies run again every minute for as long as the state lasts, as CloudWatch does for Auto Scaling.
 */
export async function evaluateAlarms(
  alarmStore: AlarmStore,
  metricStore: MetricStore,
  time: { now: number; millisecondsPerSecond: number },
  act: ActionHandler,
): Promise<void> {
  for (const alarm of alarmStore.alarms.values()) {
    let verdict: Verdict;
    try {
      verdict = judgeAlarm(alarm, recentPeriods(alarm, metricStore, time.now, time.millisecondsPerSecond));
    } catch (error) {
      // One alarm that cannot be evaluated says so itself, and does not keep the others from being evaluated.
      const reason = `Failed to evaluate: ${error instanceof Error ? error.message : String(error)}`;
      alarmStore.setState(alarm, 'INSUFFICIENT_DATA', reason);
      continue;
    }
    const state = verdict.state === 'retain' ? alarm.state : verdict.state;
    const changed = alarmStore.setState(
      alarm,
      state,
      verdict.state === 'retain' ? alarm.reason : reasonFor(alarm, verdict, state),
      JSON.stringify({
        version: '1.0',
        recentDatapoints: verdict.values,
        threshold: alarm.threshold,
        period: alarm.period,
      }),
    );
    await runActions(alarmStore, alarm, changed, verdict.values, act);
  }
}

/** Runs the actions of an alarm's present state: all of them when it is new, else only those that repeat. */
export async function runActions(
  alarmStore: AlarmStore,
  alarm: Alarm,
  changed: boolean,
  values: readonly number[],
  act: ActionHandler,
): Promise<void> {
  if (!alarm.actionsEnabled) return;
  for (const action of alarm.actions[alarm.state]) {
    if (!changed && !action.startsWith('arn:aws:autoscaling:')) continue;
    const outcome = await act(action, alarm, values).then(
      () => 'Successfully executed action',
      (error: unknown) =>
        `Failed to execute action: ${error instanceof Error ? error.message : String(error)};`,
    );
    if (changed || outcome.startsWith('Failed'))
      alarmStore.log(alarm.name, 'Action', `${outcome} ${action}`, { actionState: outcome, action });
  }
}
