import type {
  ListHostedZonesByNameRequest,
  ListHostedZonesByNameResponse,
  ListHostedZonesRequest,
  ListHostedZonesResponse,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../../../service.ts';
import { invalidInput } from '../errors.ts';
import type { Dns } from '../model.ts';
import { normalName, sortKey } from '../names.ts';
import { showZone } from './zones.ts';

/** @throws `InvalidInput` for a page size that is none. */
export function checkMaxItems(maxItems: number | undefined, most: number): number {
  if (maxItems === undefined) return most;
  if (!Number.isInteger(maxItems) || maxItems < 1)
    throw invalidInput(`maxitems must be 1 or more; found ${maxItems}`);
  return Math.min(maxItems, most);
}

export const listHostedZones =
  (dns: Dns): Operation<ListHostedZonesRequest, ListHostedZonesResponse> =>
  ({ Marker, MaxItems }) => {
    const size = checkMaxItems(MaxItems, 100);
    const zones = [...dns.zones.values()];
    const from = Marker === undefined ? 0 : zones.findIndex(({ id }) => id === Marker);
    if (from === -1) throw invalidInput(`No hosted zone begins a page at the marker '${Marker}'`);
    const next = zones[from + size];
    return {
      HostedZones: zones.slice(from, from + size).map(showZone),
      Marker,
      MaxItems: size,
      IsTruncated: next !== undefined,
      NextMarker: next?.id,
    };
  };

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html: from a name on, not only that one. */
export const listHostedZonesByName =
  (dns: Dns): Operation<ListHostedZonesByNameRequest, ListHostedZonesByNameResponse> =>
  ({ DNSName, HostedZoneId, MaxItems }) => {
    const size = checkMaxItems(MaxItems, 100);
    const key = ({ name, id }: { name: string; id: string }): string => `${sortKey(name)} ${id}`;
    const first = DNSName === undefined ? '' : `${sortKey(normalName(DNSName))} ${HostedZoneId ?? ''}`;
    const zones = [...dns.zones.values()]
      .filter((zone) => key(zone) >= first)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const next = zones[size];
    return {
      HostedZones: zones.slice(0, size).map(showZone),
      DNSName,
      HostedZoneId,
      MaxItems: size,
      IsTruncated: next !== undefined,
      NextDNSName: next?.name,
      NextHostedZoneId: next?.id,
    };
  };
