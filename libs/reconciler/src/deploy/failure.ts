/** One container of a task that stopped. */
export interface FailedContainer {
  readonly name: string;
  readonly exitCode?: number | undefined;
  readonly reason?: string | undefined;
  readonly health?: string | undefined;
  /** The last lines it wrote. */
  readonly lastLines: readonly string[];
}

/** One task of the new revision that stopped, or that runs and is not healthy. */
export interface FailedTask {
  readonly id: string;
  readonly stopCode?: string | undefined;
  readonly stoppedReason?: string | undefined;
  readonly containers: readonly FailedContainer[];
}

/** Why a deployment failed. */
export interface DeploymentFailure {
  readonly service: string;
  /** The revision that was to run. */
  readonly revision: string;
  /** What the service deployment said last. */
  readonly status: string;
  readonly statusReason?: string | undefined;
  /** The revision that the service has now. */
  readonly serving?: string | undefined;
  /** How many tasks of the new revision failed. */
  readonly failedTasks?: number | undefined;
  /** The newest one, with its logs. */
  readonly task?: FailedTask | undefined;
  /** Targets that the load balancer finds unhealthy, and why. */
  readonly targets: readonly string[];
  /** Newest last. */
  readonly events: readonly string[];
}

const shortArn = (arn: string): string => arn.replace(/^.*\//, '');

/**
 * The failure on one screen: what, why, the failing task, its last lines, what ECS said.
 * @param ending how the service is left; by default the revision it has now
 */
export function describeFailure(failure: DeploymentFailure, ending = leftAs(failure)): string {
  const { service, revision, status, statusReason, failedTasks, task, targets, events } = failure;
  return [
    `deployment of ${shortArn(revision)} to service ${service} failed: ${status}${statusReason ? `, ${statusReason}` : ''}`,
    ...(failedTasks === undefined ? [] : [`failed tasks: ${failedTasks}`]),
    ...(task ? describeTask(task) : []),
    ...targets.map((target) => `load balancer: ${target}`),
    ...(events.length === 0 ? [] : ['service events:', ...events.map((event) => `  ${event}`)]),
    ending,
  ].join('\n');
}

function leftAs({ serving, revision }: DeploymentFailure): string {
  if (serving === undefined || serving === revision) return 'there is no revision before it to go back to';
  return `the service is back at ${shortArn(serving)}`;
}

function describeTask(task: FailedTask): string[] {
  const stopped = [task.stopCode, task.stoppedReason].filter(Boolean).join(': ');
  return [
    `task ${task.id}: ${stopped || 'running, not healthy'}`,
    ...task.containers.flatMap((container) => {
      const facts = [
        container.exitCode === undefined ? undefined : `exit code ${container.exitCode}`,
        container.reason,
        container.health === 'UNHEALTHY' ? 'health check fails' : undefined,
      ].filter(Boolean);
      return [
        `  container ${container.name}: ${facts.join(', ') || 'no exit code'}`,
        ...container.lastLines.map((line) => `    | ${line}`),
      ];
    }),
  ];
}
