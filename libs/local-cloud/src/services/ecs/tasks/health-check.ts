import type { HealthCheck } from '@aws-sdk/client-ecs';
import type { RunningContainer } from '../../../runtime/task-runtime.ts';

/** Milliseconds between probes while a container has never been healthy: a short wait is enough to see it come up. */
const FIRST_PROBES = [300, 500, 1000];

/**
 * Probes a container until it ends. Before the first success it probes often, but counts failures as Docker does: none
 * within the start period, and at most one per interval.
 * @param second Milliseconds that stand for a second of the health check's settings.
 */
export function watchHealth(
  check: HealthCheck,
  container: RunningContainer,
  second: number,
  report: (status: 'HEALTHY' | 'UNHEALTHY') => void,
): () => void {
  const [kind, ...rest] = check.command ?? [];
  const command = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...rest] : rest;
  const interval = (check.interval ?? 30) * second;
  const startedAt = Date.now();
  const startPeriod = (check.startPeriod ?? 0) * second;
  let wasHealthy = false;
  let failures = 0;
  let lastCounted = startedAt;
  let probes = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const probe = async () => {
    // A command that is not in the image fails the check, as it does on AWS.
    const passed = await container.exec(command, (check.timeout ?? 5) * second).catch(() => false);
    if (ended) return;
    const now = Date.now();
    if (passed) {
      failures = 0;
      lastCounted = now;
      if (!wasHealthy) report('HEALTHY');
      wasHealthy = true;
    } else if ((wasHealthy || now - startedAt >= startPeriod) && now - lastCounted >= interval * 0.9) {
      failures += 1;
      lastCounted = now;
      if (failures >= (check.retries ?? 3)) {
        report('UNHEALTHY');
        wasHealthy = false;
      }
    }
    plan();
  };
  const plan = () => {
    const early = wasHealthy ? undefined : FIRST_PROBES[Math.min(probes, FIRST_PROBES.length - 1)];
    probes += 1;
    timer = setTimeout(() => void probe(), Math.min(interval, early ?? interval));
  };
  plan();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
