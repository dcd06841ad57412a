import type { DescribeTargetHealthOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { callService } from '../../../call-service.ts';
import type { Ecs, ServiceRecord, TaskRecord } from '../records.ts';
import { addEvent } from './events.ts';

const call = <Output>(ecs: Ecs, operation: string, input: object): Promise<Output> =>
  callService<Output>(ecs.deps.elbv2, operation, input, ecs.environment.contextFor('ecs.amazonaws.com'));

function targetsOf(task: TaskRecord): { TargetGroupArn: string; Targets: { Id: string; Port: number }[] }[] {
  return (task.revision?.settings.loadBalancers ?? []).flatMap(({ targetGroupArn, containerPort = 0 }) =>
    targetGroupArn === undefined
      ? []
      : [{ TargetGroupArn: targetGroupArn, Targets: [{ Id: task.address.ip, Port: containerPort }] }],
  );
}

/** Registers a task's address with its service's target groups. */
export async function registerTargets(ecs: Ecs, task: TaskRecord): Promise<void> {
  for (const input of targetsOf(task)) {
    await call(ecs, 'RegisterTargets', input);
    task.targetState = 'initial';
    if (task.service)
      addEvent(task.service, `registered 1 targets in (target-group ${input.TargetGroupArn})`);
  }
}

async function healthOf(ecs: Ecs, input: object): Promise<{ state: string; reason: string | undefined }> {
  const { TargetHealthDescriptions: [found] = [] } = await call<DescribeTargetHealthOutput>(
    ecs,
    'DescribeTargetHealth',
    input,
  );
  return { state: found?.TargetHealth?.State ?? 'unused', reason: found?.TargetHealth?.Reason };
}

/** Takes a task out of its target groups and waits until what it still serves is done, as long as they allow. */
export async function drainTargets(ecs: Ecs, task: TaskRecord): Promise<void> {
  if (task.targetState === undefined) return;
  for (const input of targetsOf(task)) {
    try {
      await call(ecs, 'DeregisterTargets', input);
      if (task.service) {
        addEvent(task.service, `deregistered 1 targets in (target-group ${input.TargetGroupArn})`);
        addEvent(task.service, 'has begun draining connections on 1 tasks.');
      }
      while (!ecs.stopping.value && (await healthOf(ecs, input)).state === 'draining') {
        await new Promise((resolve) => setTimeout(resolve, ecs.pace.targetPoll));
      }
    } catch {
      // A target group that is gone has nothing left to drain; the task has to stop all the same.
    }
  }
  task.targetState = undefined;
}

/** Reads the state of every registered task. Answers whether one of them changed. */
export async function readTargetHealth(
  ecs: Ecs,
  service: ServiceRecord,
  tasks: readonly TaskRecord[],
): Promise<boolean> {
  let changed = false;
  for (const task of tasks) {
    if (task.targetState === undefined || task.task.desiredStatus !== 'RUNNING') continue;
    const states = await Promise.all(targetsOf(task).map((input) => healthOf(ecs, input)));
    // A task may have been drained while the answer was on its way.
    if (task.targetState === undefined) continue;
    const worst = states.find(({ state }) => state !== 'healthy') ?? states[0];
    if (worst === undefined || worst.state === task.targetState) continue;
    task.targetState = worst.state;
    task.targetReason = worst.reason;
    changed = true;
    if (worst.state === 'unhealthy') {
      const [target] = targetsOf(task);
      addEvent(
        service,
        `(port ${target?.Targets[0]?.Port}) is unhealthy in (target-group ${target?.TargetGroupArn}) due to (reason ${worst.reason})`,
      );
    }
  }
  return changed;
}
