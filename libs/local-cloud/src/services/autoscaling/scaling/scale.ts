import { randomUUID } from 'node:crypto';
import type { AutoScaling } from '../auto-scaling.ts';
import type { ScalableTarget, ScalingActivity } from '../model.ts';
import type { CurrentCapacity } from './capacity.ts';

/** What a policy, or a change of limits, asks for. */
export interface Wish {
  readonly wanted: number;
  readonly cause: string;
  readonly outCooldownSeconds: number;
  readonly inCooldownSeconds: number;
}

/** How many activities are kept: AWS keeps six weeks of them. */
const ACTIVITIES = 1000;

/** Whether a cooldown that began at `at` still lasts. Cooldowns run in alarm time, as periods do. */
export function cooling(
  scaling: AutoScaling,
  last: { at: number; cooldownSeconds: number } | undefined,
): boolean {
  return (
    last !== undefined &&
    scaling.clock.now() < last.at + last.cooldownSeconds * (scaling.cloudwatch.minute / 60)
  );
}

/**
 * Changes the desired count as far as limits, suspended processes, cooldowns and running deployments allow.
 * @returns the activity; undefined when nothing was to be done or allowed.
 */
export async function scale(
  scaling: AutoScaling,
  target: ScalableTarget,
  current: CurrentCapacity,
  wish: Wish,
): Promise<ScalingActivity | undefined> {
  const wanted = Math.min(target.max, Math.max(target.min, wish.wanted));
  if (wanted === current.desired) return undefined;
  if (wanted > current.desired) {
    if (target.suspended.out) return undefined;
  } else if (target.suspended.in || current.deploying || cooling(scaling, target.lastIn)) return undefined;

  const startedAt = scaling.clock.now();
  const activity: ScalingActivity = {
    id: randomUUID(),
    resourceId: target.resourceId,
    description: `Setting desired count to ${wanted}.`,
    cause: wish.cause,
    startedAt,
    endedAt: undefined,
    status: 'InProgress',
    message: `Successfully set desired count to ${wanted}. Waiting for change to be fulfilled by ecs.`,
    wanted,
  };
  scaling.activities.push(activity);
  scaling.activities.splice(0, Math.max(0, scaling.activities.length - ACTIVITIES));
  try {
    await scaling.capacity.set(target.resourceId, wanted);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    Object.assign(activity, {
      status: 'Failed',
      endedAt: scaling.clock.now(),
      message: `Failed to set desired count to ${wanted}. Reason: ${reason}`,
    });
    return activity;
  }
  if (wanted > current.desired) {
    target.lastOut = {
      at: startedAt,
      from: baseCapacity(scaling, target, current),
      cooldownSeconds: wish.outCooldownSeconds,
    };
    // More load outweighs the wish to shrink slowly: the scale-in cooldown ends here.
    target.lastIn = undefined;
  } else target.lastIn = { at: startedAt, cooldownSeconds: wish.inCooldownSeconds };
  return activity;
}

/**
 * The capacity to reckon from: during a scale-out cooldown the one before it, so that its effect is not asked for twice. The
 * same for two periods at least: until then the newest whole period still shows the load on the tasks there were before.
 */
export function baseCapacity(scaling: AutoScaling, target: ScalableTarget, current: CurrentCapacity): number {
  const { lastOut } = target;
  if (lastOut === undefined) return current.desired;
  const cooldownSeconds = Math.max(lastOut.cooldownSeconds, 120);
  return cooling(scaling, { at: lastOut.at, cooldownSeconds }) ? lastOut.from : current.desired;
}
