import type { TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroupRecord } from '../model.ts';
import type { Target } from '../targets/target.ts';

/** Which of an action's target groups serves this request: by weight. */
export function chooseGroup(groups: readonly TargetGroupTuple[]): string | undefined {
  const total = groups.reduce((sum, group) => sum + (group.Weight ?? 1), 0);
  let point = Math.random() * total;
  for (const group of groups) {
    point -= group.Weight ?? 1;
    if (point < 0) return group.TargetGroupArn;
  }
  return undefined;
}

/** The targets that may be sent to: the healthy ones; when all fail their checks, all of those (ALB fails open). */
export function eligibleTargets(group: TargetGroupRecord): Target[] {
  const targets = [...group.targets.values()];
  const healthy = targets.filter((target) => target.health.state === 'healthy');
  return healthy.length > 0 ? healthy : targets.filter((target) => target.health.state === 'unhealthy');
}

/** The share of its full load that a target in slow start takes, rising from 0 to 1. */
function warmth(target: Target, durationSeconds: number, now: number): number {
  if (durationSeconds === 0 || target.healthySince === undefined) return 1;
  return Math.min(1, (now - target.healthySince) / (durationSeconds * 1000));
}

/**
 * Which target of a group serves the next request.
 * @param turn Counts the group's requests; round robin goes by it.
 * @param now Milliseconds since the epoch.
 */
export function chooseTarget(group: TargetGroupRecord, turn: number, now: number): Target | undefined {
  const eligible = eligibleTargets(group);
  const slowStart = Number(group.attributes['slow_start.duration_seconds'] ?? 0);
  const warm = eligible.filter((target) => Math.random() < warmth(target, slowStart, now));
  // A cold target takes its share only while there is a warmer one to take the rest.
  const targets = warm.length > 0 ? warm : eligible;
  if (group.attributes['load_balancing.algorithm.type'] === 'least_outstanding_requests') {
    const least = Math.min(...targets.map((target) => target.inFlight));
    const idlest = targets.filter((target) => target.inFlight === least);
    return idlest[turn % idlest.length];
  }
  return targets[turn % targets.length];
}
