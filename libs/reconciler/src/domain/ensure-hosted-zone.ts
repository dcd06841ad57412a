import { CreateHostedZoneCommand, ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import type { Context } from '../context.ts';

/**
 * Makes sure that a domain has a public hosted zone of its own; one that is there is left as it is.
 *
 * @throws the AWS error when a call is refused. https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
 */
export async function ensureHostedZone(
  domain: string,
  { clients, signal }: Pick<Context, 'clients' | 'signal'>,
): Promise<void> {
  const options = signal && { abortSignal: signal };
  const listed = new ListHostedZonesByNameCommand({ DNSName: domain });
  const { HostedZones = [] } = await clients.route53.send(listed, options);
  const isThere = HostedZones.some(
    ({ Name, Config }) => Name === `${domain}.` && Config?.PrivateZone !== true,
  );
  if (isThere) return;
  const create = new CreateHostedZoneCommand({ Name: domain, CallerReference: `phaseline-${domain}` });
  await clients.route53.send(create, options);
}
