import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { AlarmStore } from './alarms/alarm-store.ts';
import type { Alarm } from './alarms/alarm.ts';
import type { MetricStore } from './metrics/metric-store.ts';

/** What every operation works on. */
export interface CloudWatch {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly metrics: MetricStore;
  readonly alarms: AlarmStore;
  /** Runs the actions of an alarm whose state was just set by hand. */
  runActions(alarm: Alarm): Promise<void>;
}
