import { callService } from '../../../call-service.ts';
import type { AutoScaling } from '../auto-scaling.ts';
import { policiesOf } from '../auto-scaling.ts';
import type { ScalableTarget, ScalingPolicy } from '../model.ts';
import type { CurrentCapacity } from './capacity.ts';
import { baseCapacity, scale } from './scale.ts';
import { steppedCapacity } from './step.ts';
import { trackedCapacity } from './track.ts';

/** What an alarm tells a policy. */
export interface AlarmNews {
  readonly name: string;
  readonly state: string;
  readonly threshold: number;
  /** The values it was judged by, newest first. */
  readonly values: readonly number[];
}

interface Alarms {
  MetricAlarms?: { StateValue?: string; StateReasonData?: string }[];
}

/** What the other target tracking policies of a target would scale in to; undefined when one of them would not scale in. */
async function othersScaleInTo(
  scaling: AutoScaling,
  policy: ScalingPolicy,
  current: CurrentCapacity,
): Promise<number | undefined> {
  let most = 0;
  for (const other of policiesOf(scaling, policy.resourceId)) {
    const low = other.alarms.find(({ kind }) => kind === 'low');
    const target = other.tracking?.TargetValue;
    if (other === policy || low === undefined || target === undefined) continue;
    const context = scaling.environment.contextFor('application-autoscaling.amazonaws.com');
    const { MetricAlarms } = await callService<Alarms>(
      scaling.cloudwatch,
      'DescribeAlarms',
      { AlarmNames: [low.name] },
      context,
    );
    const alarm = MetricAlarms?.[0];
    if (alarm?.StateValue !== 'ALARM') return undefined;
    const { recentDatapoints } = JSON.parse(alarm.StateReasonData ?? '{}') as { recentDatapoints?: number[] };
    most = Math.max(most, trackedCapacity(current.desired, Math.max(0, ...(recentDatapoints ?? [])), target));
  }
  return most;
}

async function trackingWish(
  scaling: AutoScaling,
  target: ScalableTarget,
  policy: ScalingPolicy,
  current: CurrentCapacity,
  news: AlarmNews,
): Promise<number | undefined> {
  const goal = policy.tracking?.TargetValue ?? 1;
  const kind = policy.alarms.find(({ name }) => name === news.name)?.kind;
  const [newest] = news.values;
  if (newest === undefined || kind === undefined) return undefined;
  if (kind === 'high') {
    const wanted = trackedCapacity(baseCapacity(scaling, target, current), newest, goal);
    return wanted > current.desired ? wanted : undefined;
  }
  // Scaling in goes by the busiest of the periods that were low enough, and only as far as every policy agrees.
  const own = trackedCapacity(current.desired, Math.max(...news.values), goal);
  const others = await othersScaleInTo(scaling, policy, current);
  const wanted = others === undefined ? undefined : Math.max(own, others);
  return wanted !== undefined && wanted < current.desired ? wanted : undefined;
}

function stepWish(
  scaling: AutoScaling,
  target: ScalableTarget,
  policy: ScalingPolicy,
  current: CurrentCapacity,
  news: AlarmNews,
): number | undefined {
  const [newest] = news.values;
  if (policy.steps === undefined || newest === undefined) return undefined;
  const breach = newest - news.threshold;
  const fromBase = steppedCapacity(policy.steps, baseCapacity(scaling, target, current), breach);
  if (fromBase !== undefined && fromBase > current.desired) return fromBase;
  const fromCurrent = steppedCapacity(policy.steps, current.desired, breach);
  return fromCurrent !== undefined && fromCurrent < current.desired ? fromCurrent : undefined;
}

/** Carries out the scaling policy that an alarm in state ALARM points at. */
export async function onAlarm(scaling: AutoScaling, policyArn: string, news: AlarmNews): Promise<void> {
  const policy = scaling.policies.get(policyArn);
  if (policy === undefined) throw new Error(`no scaling policy has the ARN ${policyArn}`);
  const target = scaling.targets.get(policy.resourceId);
  const current = target === undefined ? undefined : await scaling.capacity.read(target.resourceId);
  if (target === undefined || current === undefined) return;
  const wanted = await (policy.tracking === undefined
    ? stepWish(scaling, target, policy, current, news)
    : trackingWish(scaling, target, policy, current, news));
  if (wanted === undefined) return;
  const { tracking, steps } = policy;
  await scale(scaling, target, current, {
    wanted,
    cause: `monitor alarm ${news.name} in state ${news.state} triggered policy ${policy.name}`,
    outCooldownSeconds: tracking?.ScaleOutCooldown ?? steps?.Cooldown ?? 300,
    inCooldownSeconds: tracking?.ScaleInCooldown ?? steps?.Cooldown ?? 300,
  });
}
