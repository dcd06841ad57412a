import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { createAlarmStore } from './alarms/alarm-store.ts';
import type { Alarm } from './alarms/alarm.ts';
import { evaluateAlarms, runActions, type ActionHandler } from './alarms/evaluate-alarms.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { createMetricStore } from './metrics/metric-store.ts';
import { createOperations } from './operations/operations.ts';

/** Something that publishes metrics of its own once a round. */
export type MetricSource = () => Promise<{ namespace: string; data: MetricDatum[] }[]>;

export interface CloudWatchService extends Service {
  /** How long a minute of alarm and scaling time lasts here, in milliseconds. */
  readonly minute: number;
  /** Adds a publisher of metrics, asked once a round. */
  addSource(source: MetricSource): void;
  /** Adds what carries out alarm actions whose ARN begins with `prefix`. */
  addActionHandler(prefix: string, handler: ActionHandler): void;
  /** One round, as the timer runs it every `minute`: publish metrics, evaluate alarms, run actions. Rounds never overlap. */
  round(): Promise<void>;
}

/**
 * CloudWatch metrics and alarms.
 * @param deps.minute How long a minute of alarm time lasts, in milliseconds: 60000 is AWS's own pace, the default of 5000 lets a
 * person watch a service scale. Periods of alarms and cooldowns shrink with it; timestamps and GetMetricData do not.
 */
export function createCloudWatchService(
  environment: CloudEnvironment,
  deps: { clock?: Clock; minute?: number } = {},
): CloudWatchService {
  const { clock = systemClock, minute = 5000 } = deps;
  const metrics = createMetricStore(() => clock.now());
  const alarms = createAlarmStore(() => clock.now());
  const sources: MetricSource[] = [];
  const handlers: { prefix: string; handler: ActionHandler }[] = [];
  let cancel: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();

  const act: ActionHandler = async (actionArn, alarm, values) => {
    const found = handlers.find(({ prefix }) => actionArn.startsWith(prefix));
    if (found === undefined) throw new Error(`nothing in this cloud carries out ${actionArn}`);
    await found.handler(actionArn, alarm, values);
  };
  const runOnce = async (): Promise<void> => {
    // A source that fails (a service being stopped, say) must not silence the others.
    const published = await Promise.allSettled(sources.map((source) => source()));
    for (const outcome of published) {
      if (outcome.status === 'rejected') continue;
      for (const { namespace, data } of outcome.value) metrics.put(namespace, data);
    }
    await evaluateAlarms(alarms, metrics, { now: clock.now(), millisecondsPerSecond: minute / 60 }, act);
  };
  const round = (): Promise<void> => {
    running = running.then(runOnce, runOnce);
    return running;
  };
  const schedule = (): void => {
    cancel = clock.after(minute, () => {
      schedule();
      // What fails in one round is tried anew in the next.
      round().catch(() => undefined);
    });
  };

  const cloud: CloudWatch = {
    environment,
    clock,
    metrics,
    alarms,
    runActions: (alarm: Alarm) => runActions(alarms, alarm, true, [], act),
  };
  return {
    signingName: 'monitoring',
    operations: createOperations(cloud),
    minute,
    addSource: (source) => void sources.push(source),
    addActionHandler: (prefix, handler) => void handlers.push({ prefix, handler }),
    round,
    start() {
      schedule();
      return Promise.resolve();
    },
    async stop() {
      cancel?.();
      await running.catch(() => undefined);
    },
    snapshot: () => ({ alarms: [...alarms.alarms.values()], metrics: metrics.snapshot() }),
    restore(snapshot) {
      const kept = snapshot as { alarms: Alarm[]; metrics: unknown };
      for (const alarm of kept.alarms) alarms.alarms.set(alarm.name, alarm);
      metrics.restore(kept.metrics);
    },
  };
}
