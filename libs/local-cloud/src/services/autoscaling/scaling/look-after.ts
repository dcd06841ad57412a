import type { AutoScaling } from '../auto-scaling.ts';
import { scale } from './scale.ts';

/** Brings a capacity that lies outside the limits back within them, as AWS does when the limits change. */
export async function keepWithinLimits(scaling: AutoScaling, resourceId: string): Promise<void> {
  const target = scaling.targets.get(resourceId);
  const current = target === undefined ? undefined : await scaling.capacity.read(resourceId);
  if (target === undefined || current === undefined) return;
  const low = current.desired < target.min;
  if (!low && current.desired <= target.max) return;
  const limit = low ? target.min : target.max;
  await scale(scaling, target, current, {
    wanted: limit,
    cause: `${low ? 'minimum' : 'maximum'} capacity was set to ${limit}`,
    outCooldownSeconds: 0,
    inCooldownSeconds: 0,
  });
}

/** Closes activities whose wish has been fulfilled, or overtaken by a later one. */
export async function settleActivities(scaling: AutoScaling): Promise<void> {
  const open = scaling.activities.filter(({ status }) => status === 'InProgress');
  for (const activity of open) {
    const newest = scaling.activities.findLast(({ resourceId }) => resourceId === activity.resourceId);
    const current = await scaling.capacity.read(activity.resourceId);
    const fulfilled = current !== undefined && current.running === activity.wanted;
    if (!fulfilled && newest === activity && current !== undefined) continue;
    const outcome = fulfilled
      ? 'Change successfully fulfilled by ecs.'
      : 'Found it was later changed by another activity.';
    Object.assign(activity, {
      status: 'Successful',
      endedAt: scaling.clock.now(),
      message: `Successfully set desired count to ${activity.wanted}. ${outcome}`,
    });
  }
}
