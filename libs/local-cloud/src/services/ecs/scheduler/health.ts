import type { Ecs, ServiceRecord, TaskRecord } from '../records.ts';

export const hasLoadBalancer = (task: TaskRecord): boolean =>
  (task.revision?.settings.loadBalancers ?? []).some(({ targetGroupArn }) => targetGroupArn !== undefined);

const hasHealthCheck = (task: TaskRecord): boolean =>
  (task.definition.containerDefinitions ?? []).some(
    ({ healthCheck, essential }) =>
      essential !== false && healthCheck !== undefined && healthCheck.command?.[0] !== 'NONE',
  );

/** In service: what it is asked for it answers. Without any check, that it has run for a while has to do. */
export function isHealthy(ecs: Ecs, task: TaskRecord, now = Date.now()): boolean {
  if (task.task.lastStatus !== 'RUNNING' || task.task.desiredStatus !== 'RUNNING') return false;
  if (hasHealthCheck(task) && task.task.healthStatus !== 'HEALTHY') return false;
  if (hasLoadBalancer(task)) return task.targetState === 'healthy';
  return hasHealthCheck(task) || now - (task.runningSince ?? now) >= ecs.pace.settle;
}

/** Why a task must be replaced, or undefined. Within the service's grace period nothing is held against it. */
export function illness(
  ecs: Ecs,
  service: ServiceRecord,
  task: TaskRecord,
  now = Date.now(),
): string | undefined {
  if (task.task.lastStatus !== 'RUNNING') return undefined;
  const grace = (service.settings.healthCheckGracePeriodSeconds ?? 0) * ecs.pace.second;
  if (now - (task.runningSince ?? now) < grace) return undefined;
  if (task.task.healthStatus === 'UNHEALTHY') return 'Task failed container health checks';
  if (hasLoadBalancer(task) && task.targetState === 'unhealthy') {
    const group = task.revision?.settings.loadBalancers?.[0]?.targetGroupArn;
    return `Task failed ELB health checks in (target-group ${group})`;
  }
  return undefined;
}
