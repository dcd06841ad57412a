import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';

/** What a service deployment's status means to somebody who waits for it. */
export type Verdict = 'going' | 'succeeded' | 'failing' | 'failed';

/**
 * `failing`: its end is sealed, but what was before is not back yet.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
 */
const verdicts: Readonly<Record<ServiceDeploymentStatus, Verdict>> = {
  PENDING: 'going',
  IN_PROGRESS: 'going',
  SUCCESSFUL: 'succeeded',
  STOP_REQUESTED: 'failing',
  ROLLBACK_REQUESTED: 'failing',
  ROLLBACK_IN_PROGRESS: 'failing',
  STOPPED: 'failed',
  ROLLBACK_SUCCESSFUL: 'failed',
  ROLLBACK_FAILED: 'failed',
};

/** A status that AWS adds one day is waited out, never taken for success. */
export function verdictOn(status: ServiceDeploymentStatus | undefined): Verdict {
  return (status && verdicts[status]) ?? 'going';
}
