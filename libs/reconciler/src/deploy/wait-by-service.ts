import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { poll, WaitTimeout } from '../aws/poll.ts';
import type { KindScope } from '../engine/kind.ts';
import { describeService } from '../kinds/describe-service.ts';
import { collectFailure } from './collect-failure.ts';
import { EcsDeploymentCancelled, EcsDeploymentFailed } from './errors.ts';
import { describeFailure } from './failure.ts';
import type { Awaited } from './wait.ts';

const goesOn = 'it goes on: this endpoint cannot stop a deployment';

/**
 * Waits until a service runs its new revision alone, by what DescribeServices says: for endpoints that know no service
 * deployments. It says less of why, and nothing can be stopped.
 * @param note told how far it is, whenever that changes
 * @throws EcsDeploymentFailed when it was rolled back, failed, or did not end in time; EcsDeploymentCancelled when the signal
 * was aborted; at once, whatever AWS answers to a look that is not a success
 */
export async function waitByService(
  awaited: Omit<Awaited, 'deployment'>,
  scope: KindScope,
  note: (detail: string) => void,
): Promise<void> {
  const { cluster, service, revision, timeoutSeconds } = awaited;
  const what = `service ${service} to run ${revision}`;
  let since: Date | undefined;
  const fail = async (status: string, ending?: string, cause?: unknown) => {
    const failure = await collectFailure({ cluster, service, revision, status, since }, scope);
    return new EcsDeploymentFailed(describeFailure(failure, ending), failure, cause);
  };
  try {
    await poll({ what, timeoutSeconds, signal: scope.signal, first: 250, longest: 3000 }, async () => {
      const found = await describeService(cluster, service, scope);
      if (!found) throw await fail('the service is gone');
      const primary = primaryOf(found);
      if (primary?.taskDefinition === revision) since ??= primary.createdAt;
      note(progressOf(found, primary));
      if (primary?.rolloutState === 'FAILED') throw await fail(primary.rolloutStateReason ?? 'FAILED');
      if (primary?.taskDefinition !== revision)
        throw await fail('it was rolled back, or somebody else deployed');
      return isDone(found, primary) ? true : undefined;
    });
  } catch (error) {
    if (scope.signal?.aborted) {
      throw new EcsDeploymentCancelled(`deployment of service ${service} was cancelled: ${goesOn}`, {
        cause: error,
      });
    }
    if (error instanceof WaitTimeout) throw await fail(`not done after ${timeoutSeconds} s`, goesOn, error);
    throw error;
  }
}

/** Whether a rollout is under way, by what DescribeServices says. */
export function isRollingOut(service: Service | undefined): boolean {
  return service !== undefined && !isDone(service, primaryOf(service));
}

function primaryOf({ deployments = [] }: Service): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

function isDone(service: Service, primary: Deployment | undefined): boolean {
  // No rolloutState: the endpoint keeps none, so alone and at full count must do.
  const completed = primary?.rolloutState === undefined || primary.rolloutState === 'COMPLETED';
  return completed && service.deployments?.length === 1 && service.runningCount === service.desiredCount;
}

function progressOf(
  { runningCount, desiredCount, pendingCount }: Service,
  primary: Deployment | undefined,
): string {
  const counts = `${runningCount ?? 0} of ${desiredCount ?? 0} running, ${pendingCount ?? 0} pending`;
  const failed = primary?.failedTasks ?? 0;
  return [primary?.rolloutState, counts, failed > 0 && `${failed} failed`].filter(Boolean).join(', ');
}
