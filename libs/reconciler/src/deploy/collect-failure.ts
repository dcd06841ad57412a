import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { KindScope } from '../engine/kind.ts';
import { describeService } from '../kinds/describe-service.ts';
import type { DeploymentFailure, FailedTask } from './failure.ts';
import { lastLogLines } from './log-lines.ts';

/** Which deployment failed, and what is known of it so far. */
export interface FailedDeployment {
  readonly cluster: string;
  readonly service: string;
  readonly revision: string;
  readonly status: string;
  readonly statusReason?: string | undefined;
  readonly failedTasks?: number | undefined;
  /** Of the new revision, seen earlier: ECS forgets stopped tasks after a while. */
  readonly task?: FailedTask | undefined;
  /** When it began, by ECS's clock. */
  readonly since: Date | undefined;
}

const shownEvents = 6;
const epoch = new Date(0);

/** Gathers why a deployment failed. Reads only; what cannot be read is left out. */
export async function collectFailure(
  deployment: FailedDeployment,
  scope: KindScope,
): Promise<DeploymentFailure> {
  const { cluster, service, revision } = deployment;
  const [found, task] = await Promise.all([
    describeService(cluster, service, scope).catch(() => undefined),
    deployment.task ?? findFailedTask({ cluster, service, revision }, scope),
  ]);
  const events = (found?.events ?? [])
    .filter(({ createdAt = epoch }) => createdAt >= (deployment.since ?? epoch))
    .slice(0, shownEvents)
    .map(({ message = '' }) => message)
    .toReversed();
  const targetGroup = found?.loadBalancers?.[0]?.targetGroupArn;
  return {
    ...deployment,
    serving: found?.status === 'ACTIVE' ? found.taskDefinition : undefined,
    task,
    targets: targetGroup === undefined ? [] : await unhealthyTargets(targetGroup, scope),
    events,
  };
}

/** The newest task of the revision that stopped, else one that runs and is not healthy; with its last lines. */
export async function findFailedTask(
  of: { cluster: string; service: string; revision: string },
  scope: KindScope,
): Promise<FailedTask | undefined> {
  try {
    const stopped = await tasksOf(of, 'STOPPED', scope);
    const bad = stopped.filter(isTelling).toSorted((one, other) => stoppedAt(other) - stoppedAt(one))[0];
    const task =
      bad ?? (await tasksOf(of, 'RUNNING', scope)).find(({ healthStatus }) => healthStatus === 'UNHEALTHY');
    return task && (await explain(task, of.revision, scope));
  } catch {
    scope.signal?.throwIfAborted();
    // The reason for a failure must not be lost over a reason that could not be read.
    return undefined;
  }
}

/** Tasks that ECS took away because they were too many, or belonged to what it rolls back, did nothing wrong. */
const isTelling = ({ stoppedReason = '' }: Task): boolean => !stoppedReason.startsWith('Scaling activity');

const stoppedAt = ({ stoppedAt: at, stoppingAt }: Task): number => (at ?? stoppingAt ?? epoch).getTime();

async function tasksOf(
  { cluster, service, revision }: { cluster: string; service: string; revision: string },
  desiredStatus: 'RUNNING' | 'STOPPED',
  { clients: { ecs }, options }: KindScope,
): Promise<Task[]> {
  const { taskArns = [] } = await ecs.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus }),
    options,
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }), options);
  return tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn === revision);
}

async function explain(task: Task, revision: string, scope: KindScope): Promise<FailedTask> {
  const id = (task.taskArn ?? '').replace(/^.*\//, '');
  const containers = await Promise.all(
    (task.containers ?? []).map(async ({ name = '', exitCode, reason, healthStatus }) => ({
      name,
      exitCode,
      reason,
      health: healthStatus,
      lastLines: await lastLogLines({ revision, container: name, task: id }, scope),
    })),
  );
  return { id, stopCode: task.stopCode, stoppedReason: task.stoppedReason, containers };
}

async function unhealthyTargets(
  targetGroup: string,
  { clients: { elb }, options }: KindScope,
): Promise<string[]> {
  try {
    const { TargetHealthDescriptions = [] } = await elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }),
      options,
    );
    return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'unhealthy').map(
      ({ Target, TargetHealth }) =>
        `${Target?.Id}:${Target?.Port} unhealthy (${TargetHealth?.Reason}: ${TargetHealth?.Description})`,
    );
  } catch {
    return [];
  }
}
