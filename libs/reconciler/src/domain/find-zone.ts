import { ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import type { KindScope } from '../engine/kind.ts';

/**
 * The id of the longest public zone that the name is in.
 * @throws Error where no hosted zone of the account is the domain's
 */
export async function findZone(
  name: string,
  { clients, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<string> {
  const labels = name.split('.');
  for (let index = 0; index < labels.length - 1; index++) {
    const DNSName = labels.slice(index).join('.');
    const { HostedZones = [] } = await clients.route53.send(
      new ListHostedZonesByNameCommand({ DNSName }),
      options,
    );
    const zone = HostedZones.find(
      (candidate) => candidate.Name?.replace(/\.$/, '') === DNSName && !candidate.Config?.PrivateZone,
    );
    if (zone?.Id !== undefined) return zone.Id;
  }
  throw new Error(
    `domain ${name}: no public hosted zone of this account is above it; create one with "aws route53 create-hosted-zone", or leave the domain out`,
  );
}
