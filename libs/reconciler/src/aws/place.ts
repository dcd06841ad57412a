import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsPlace } from '@phaseline/model';
import type { Clients } from './clients.ts';

/**
 * The account and region that the credentials and configuration lead to.
 * @throws Error when STS names no account; whatever the SDK throws when there are no credentials or no region
 */
export async function findPlace(
  { sts }: Pick<Clients, 'sts'>,
  options: { abortSignal?: AbortSignal },
): Promise<AwsPlace> {
  const [{ Account: account }, region] = await Promise.all([
    sts.send(new GetCallerIdentityCommand({}), options),
    sts.config.region(),
  ]);
  if (!account) throw new Error('STS GetCallerIdentity named no account');
  return { account, region };
}
