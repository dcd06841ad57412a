import type { HealthCheck } from '../model.ts';
import type { CheckResult, Health, Target } from './target.ts';

const checking: Health = {
  state: 'initial',
  reason: 'Elb.InitialHealthChecking',
  description: 'Initial health checks in progress',
};

/**
 * Takes one check's result into a target's health. A new target needs one passing check, one that was unhealthy needs
 * `HealthyThresholdCount`; a new target that fails is given the time of `UnhealthyThresholdCount` intervals.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @param now Milliseconds since the epoch.
 */
export function judgeHealth(target: Target, result: CheckResult, check: HealthCheck, now: number): void {
  const { state } = target.health;
  // A check that was on its way when the target began to drain says nothing any more.
  if (state === 'draining' || state === 'unused') return;
  target.firstCheckAt ??= now;
  target.passed = result.ok ? target.passed + 1 : 0;
  target.failed = result.ok ? 0 : target.failed + 1;
  if (result.ok) {
    if (state === 'initial' || (state === 'unhealthy' && target.passed >= check.healthyThreshold)) {
      target.health = { state: 'healthy' };
      target.healthySince ??= now;
    }
    return;
  }
  const unhealthy: Health = { state: 'unhealthy', reason: result.reason, description: result.description };
  if (state === 'unhealthy') target.health = unhealthy;
  else if (state === 'healthy' && target.failed >= check.unhealthyThreshold) target.health = unhealthy;
  else if (state === 'initial') {
    const patience = (check.unhealthyThreshold - 1) * check.intervalSeconds * 1000;
    target.health = now - target.firstCheckAt >= patience ? unhealthy : checking;
  }
}
