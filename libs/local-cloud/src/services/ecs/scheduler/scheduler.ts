import type { DeploymentRecord, Ecs, ServiceRecord, TaskRecord } from '../records.ts';
import { deploymentOf, tasksOf } from '../find.ts';
import { startServiceTask } from '../tasks/start-service-task.ts';
import { failureThreshold } from './circuit-breaker.ts';
import { completeWhenSteady } from './complete.ts';
import { addEvent } from './events.ts';
import { hasLoadBalancer, illness, isHealthy } from './health.ts';
import { planService } from './plan.ts';
import { failDeployment } from './rollback.ts';
import { readTargetHealth } from './target-group.ts';

/** A service counts as stopped with its last task; a deployment as gone with its own. */
function forgetFinished(service: ServiceRecord, live: readonly TaskRecord[]): void {
  service.deployments = service.deployments.filter(
    ({ revision, status }) => status === 'PRIMARY' || live.some((task) => task.revision === revision),
  );
  if (service.status === 'DRAINING' && live.length === 0) {
    service.status = 'INACTIVE';
    service.deployments = [];
  }
}

function stopTasks(
  ecs: Ecs,
  service: ServiceRecord,
  tasks: readonly TaskRecord[],
  primary: DeploymentRecord,
): void {
  const healthy: TaskRecord[] = [];
  for (const task of tasks) {
    const sick = illness(ecs, service, task);
    if (sick !== undefined) addEvent(service, `(task ${task.id}) is stopped: ${sick}.`);
    else healthy.push(task);
    task.stop(
      sick ?? `Scaling activity initiated by (deployment ${primary.id})`,
      'ServiceSchedulerInitiated',
    );
  }
  const names = healthy.map(({ id }) => `(task ${id})`).join(' ');
  if (healthy.length > 0) addEvent(service, `has stopped ${healthy.length} running tasks: ${names}.`);
}

function startTasks(ecs: Ecs, service: ServiceRecord, count: number, primary: DeploymentRecord): void {
  const started = Array.from({ length: count }, () => startServiceTask(ecs, service, primary));
  const names = started.map(({ id }) => `(task ${id})`).join(' ');
  if (count > 0) addEvent(service, `has started ${count} tasks: ${names}.`);
}

/** Looks at a service once and does what is next. */
function reconcile(ecs: Ecs, service: ServiceRecord): void {
  const now = Date.now();
  const live = tasksOf(ecs, service).filter(({ task }) => task.lastStatus !== 'STOPPED');
  forgetFinished(service, live);
  let primary = service.deployments[0];
  if (primary === undefined) return;
  const breaker = service.settings.deploymentConfiguration?.deploymentCircuitBreaker;
  if (
    primary.rolloutState === 'IN_PROGRESS' &&
    breaker?.enable === true &&
    primary.failedTasks >= failureThreshold(service.desiredCount, breaker)
  ) {
    failDeployment(service, primary);
    primary = service.deployments[0] ?? primary;
  }
  const wanted = live.filter(({ task }) => task.desiredStatus === 'RUNNING');
  for (const task of wanted) {
    if (task.wasHealthy || !isHealthy(ecs, task, now)) continue;
    task.wasHealthy = true;
    const deployment = deploymentOf(service, task);
    if (deployment === undefined) continue;
    deployment.failuresInARow = 0;
    if (breaker?.resetOnHealthyTask !== false && deployment.rolloutState === 'IN_PROGRESS')
      deployment.failedTasks = 0;
  }
  const { minimumHealthyPercent = 100, maximumPercent = 200 } =
    service.settings.deploymentConfiguration ?? {};
  const plan = planService({
    desired: service.desiredCount,
    minimumHealthyPercent,
    maximumPercent,
    mayStart: primary.rolloutState !== 'FAILED' && primary.backOffUntil <= now,
    deploying: primary.rolloutState === 'IN_PROGRESS',
    tasks: wanted
      .filter(
        (task) =>
          task.protectedUntil === undefined ||
          task.protectedUntil < now ||
          task.revision === primary.revision,
      )
      .map((task, age) => ({
        id: task.id,
        primary: task.revision === primary.revision,
        healthy: isHealthy(ecs, task, now),
        unhealthy: illness(ecs, service, task, now) !== undefined,
        age,
      })),
  });
  if (plan.start > 0 || plan.stop.length > 0) service.steady = false;
  const stopped = new Set(plan.stop.map(({ id }) => id));
  stopTasks(
    ecs,
    service,
    wanted.filter(({ id }) => stopped.has(id)),
    primary,
  );
  startTasks(ecs, service, plan.start, primary);
  completeWhenSteady(ecs, service, primary, plan);
}

/** Looks at services when something happened, soon after and never twice at once; and at target groups all the time. */
export function createScheduler(ecs: Ecs): { wake(service: ServiceRecord): void; stop(): void } {
  const due = new Map<ServiceRecord, NodeJS.Timeout>();
  const polling = new Set<ServiceRecord>();
  const later = (service: ServiceRecord, delay: number) => {
    if (ecs.stopping.value || due.has(service)) return;
    due.set(
      service,
      setTimeout(() => run(service), delay),
    );
  };
  const run = (service: ServiceRecord) => {
    due.delete(service);
    if (ecs.stopping.value) return;
    reconcile(ecs, service);
    if (service.status === 'INACTIVE') return;
    void poll(service);
    // What no event announces: the end of a back-off, of settling and of a grace period.
    if (!service.steady) later(service, ecs.pace.targetPoll);
    else later(service, 5 * ecs.pace.targetPoll);
  };
  const poll = async (service: ServiceRecord) => {
    const tasks = tasksOf(ecs, service).filter(hasLoadBalancer);
    if (tasks.length === 0 || polling.has(service)) return;
    polling.add(service);
    // A target group that was deleted leaves the states as they were.
    const changed = await readTargetHealth(ecs, service, tasks).catch(() => false);
    polling.delete(service);
    if (changed) wake(service);
  };
  const wake = (service: ServiceRecord) => {
    clearTimeout(due.get(service));
    due.delete(service);
    later(service, 10);
  };
  return {
    wake,
    stop() {
      for (const timer of due.values()) clearTimeout(timer);
      due.clear();
    },
  };
}
