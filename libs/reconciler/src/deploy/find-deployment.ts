import { ListServiceDeploymentsCommand, type ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { isAwsError, isUnknownOperation, orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import type { KindScope } from '../engine/kind.ts';

const appearSeconds = 60;

/**
 * The newest deployment of a service; undefined when it has had none; `unknown` where the endpoint knows no service
 * deployments.
 */
export async function newestDeployment(
  of: { cluster: string; service: string },
  { clients: { ecs }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<ServiceDeploymentBrief | 'unknown' | undefined> {
  const answer = await orAbsent(
    ecs.send(new ListServiceDeploymentsCommand(of), options),
    'ServiceNotFound',
    'ServiceNotActive',
    'ClusterNotFound',
  ).catch((error: unknown) => {
    if (isUnknownOperation(error)) return 'unknown' as const;
    throw error;
  });
  if (answer === 'unknown') return answer;
  const time = ({ createdAt }: ServiceDeploymentBrief) => createdAt?.getTime() ?? 0;
  return (answer?.serviceDeployments ?? []).toSorted((one, other) => time(other) - time(one))[0];
}

/**
 * The ARN of the deployment that a change of the service has begun: ECS shows it a moment after the change.
 * @param before the newest one before the change
 * @throws WaitTimeout when none appears
 */
export async function deploymentAfter(
  of: { cluster: string; service: string },
  before: string | undefined,
  scope: KindScope,
): Promise<string> {
  const { signal } = scope;
  const what = `the deployment of service ${of.service} to appear`;
  return await poll({ what, timeoutSeconds: appearSeconds, signal, first: 100 }, async () => {
    const newest = await newestDeployment(of, scope);
    const arn = newest === 'unknown' ? undefined : newest?.serviceDeploymentArn;
    return arn === before ? undefined : arn;
  });
}

/**
 * Stops a deployment and puts back what was before; where nothing was before, just stops it.
 * @returns what was done, for people
 */
export async function describeStop(stop: (type: 'ROLLBACK' | 'ABORT') => Promise<unknown>): Promise<string> {
  try {
    await stop('ROLLBACK');
    return 'it was stopped and is rolled back to the revision before';
  } catch (error) {
    if (isAwsError(error, 'ConflictException', 'ServiceDeploymentNotFound')) {
      return 'it had ended already';
    }
    try {
      await stop('ABORT');
      return 'it was stopped; there is no revision before it';
    } catch (second) {
      const reason = second instanceof Error ? second.message : String(second);
      return `it could not be stopped (${reason}) and goes on: stop it with "aws ecs stop-service-deployment"`;
    }
  }
}
