import {
  DescribeServiceDeploymentsCommand,
  type ServiceDeployment,
  StopServiceDeploymentCommand,
} from '@aws-sdk/client-ecs';
import { poll, WaitTimeout } from '../aws/poll.ts';
import type { KindScope } from '../engine/kind.ts';
import { collectFailure, findFailedTask } from './collect-failure.ts';
import { verdictOn } from './deployment-status.ts';
import { EcsDeploymentCancelled, EcsDeploymentFailed } from './errors.ts';
import { describeFailure, type FailedTask } from './failure.ts';
import { describeStop } from './find-deployment.ts';

/** A deployment to wait for. */
export interface Awaited {
  readonly cluster: string;
  readonly service: string;
  /** ARN of the service deployment. */
  readonly deployment: string;
  /** ARN of the task definition that is to run. */
  readonly revision: string;
  readonly timeoutSeconds: number;
}

/**
 * Waits until the deployment has succeeded: one call a look.
 * @param note told how far it is, whenever that changes
 * @throws EcsDeploymentFailed when it was rolled back, stopped or did not end in time (it is then rolled back);
 * EcsDeploymentCancelled when the signal was aborted (likewise); at once, whatever AWS answers to a look that is not a success
 */
export async function waitForDeployment(
  awaited: Awaited,
  scope: KindScope,
  note: (detail: string) => void,
): Promise<ServiceDeployment> {
  const seen: { task?: FailedTask | undefined; failures: number; last?: ServiceDeployment } = { failures: 0 };
  const what = `deployment of service ${awaited.service} to end`;
  const { timeoutSeconds } = awaited;
  const quick = { first: 250, longest: 3000 };
  try {
    return await poll({ what, timeoutSeconds, signal: scope.signal, ...quick }, async () => {
      const deployment = await look(awaited.deployment, scope);
      seen.last = deployment;
      note(progressOf(deployment));
      const failures = deployment.deploymentCircuitBreaker?.failureCount ?? 0;
      const verdict = verdictOn(deployment.status);
      if (failures > seen.failures || (verdict === 'failing' && !seen.task)) {
        seen.failures = failures;
        seen.task = (await findFailedTask(awaited, scope)) ?? seen.task;
      }
      if (verdict === 'succeeded') return deployment;
      if (verdict === 'failed') throw await failed(awaited, deployment, seen.task, scope);
      return undefined;
    });
  } catch (error) {
    const stop = async (stopType: 'ROLLBACK' | 'ABORT') =>
      // Without the signal: it is aborted, and this must still go out.
      await scope.clients.ecs.send(
        new StopServiceDeploymentCommand({ serviceDeploymentArn: awaited.deployment, stopType }),
      );
    if (scope.signal?.aborted) {
      const done = await describeStop(stop);
      throw new EcsDeploymentCancelled(`deployment of service ${awaited.service} was cancelled: ${done}`, {
        cause: error,
      });
    }
    if (!(error instanceof WaitTimeout)) throw error;
    const status = `not done after ${timeoutSeconds} s (${seen.last?.status ?? 'no status'})`;
    const failure = await collectFailure(
      { ...awaited, since: seen.last?.createdAt, status, failedTasks: seen.failures, task: seen.task },
      scope,
    );
    const done = await describeStop(stop);
    throw new EcsDeploymentFailed(describeFailure(failure, done), failure, error);
  }
}

async function look(arn: string, { clients: { ecs }, options }: KindScope): Promise<ServiceDeployment> {
  const { serviceDeployments, failures } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
    options,
  );
  const found = serviceDeployments?.[0];
  if (found) return found;
  throw new Error(`ECS knows no deployment ${arn} (${failures?.[0]?.reason ?? 'no reason given'})`);
}

async function failed(
  awaited: Awaited,
  deployment: ServiceDeployment,
  task: FailedTask | undefined,
  scope: KindScope,
): Promise<EcsDeploymentFailed> {
  const failure = await collectFailure(
    {
      ...awaited,
      since: deployment.createdAt,
      status: deployment.status ?? 'no status',
      statusReason: deployment.statusReason,
      failedTasks: deployment.deploymentCircuitBreaker?.failureCount,
      task,
    },
    scope,
  );
  return new EcsDeploymentFailed(describeFailure(failure), failure);
}

function progressOf({ status, targetServiceRevision, deploymentCircuitBreaker }: ServiceDeployment): string {
  const { requestedTaskCount, runningTaskCount, pendingTaskCount } = targetServiceRevision ?? {};
  const failures = deploymentCircuitBreaker?.failureCount ?? 0;
  return [
    status,
    targetServiceRevision &&
      `${runningTaskCount ?? 0} of ${requestedTaskCount ?? 0} running, ${pendingTaskCount ?? 0} pending`,
    failures > 0 && `${failures} failed (the breaker opens at ${deploymentCircuitBreaker?.threshold})`,
  ]
    .filter(Boolean)
    .join(', ');
}
