import { isDeepStrictEqual } from 'node:util';
import type {
  Change,
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../../../service.ts';
import { submitChange } from '../change-info.ts';
import { invalidBatch, invalidInput } from '../errors.ts';
import { findZone, type Dns, type ZoneRecord } from '../model.ts';
import { checkRecordSet } from './check-record-set.ts';

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html: all of a batch, or nothing. */
export const changeResourceRecordSets =
  (dns: Dns): Operation<ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse> =>
  ({ HostedZoneId, ChangeBatch }) => {
    const zone = findZone(dns, HostedZoneId);
    const changes = ChangeBatch?.Changes ?? [];
    if (changes.length < 1 || changes.length > 1000) {
      throw invalidInput(`A batch must have 1 to 1000 changes; found ${changes.length}`);
    }
    const faults: string[] = [];
    let records = zone.records;
    for (const change of changes) {
      const outcome = applyChange(zone, records, change);
      if (typeof outcome === 'string') faults.push(outcome);
      else records = outcome;
    }
    const clash = findClash(zone, records);
    if (clash !== undefined) faults.push(clash);
    if (faults.length > 0) throw invalidBatch(faults);
    zone.records = records;
    return { ChangeInfo: submitChange(dns, zone, ChangeBatch?.Comment) };
  };

const isSame = (a: ResourceRecordSet, b: ResourceRecordSet): boolean =>
  a.Name === b.Name && a.Type === b.Type && a.SetIdentifier === b.SetIdentifier;

/** The records after a change, or why it cannot be made. */
function applyChange(
  zone: ZoneRecord,
  records: ResourceRecordSet[],
  { Action, ResourceRecordSet }: Change,
): ResourceRecordSet[] | string {
  const set = checkRecordSet(Action, ResourceRecordSet ?? { Name: undefined, Type: undefined });
  const label = `[name='${set.Name}', type='${set.Type}'${set.SetIdentifier === undefined ? '' : `, set identifier='${set.SetIdentifier}'`}]`;
  if (set.Name !== zone.name && set.Name?.endsWith(`.${zone.name}`) !== true) {
    return `RRSet with DNS name ${set.Name} is not permitted in zone ${zone.name}`;
  }
  if (set.Type === 'CNAME' && set.Name === zone.name) {
    return `RRSet of type CNAME with DNS name ${set.Name} is not permitted at apex in zone ${zone.name}`;
  }
  const known = records.find((record) => isSame(record, set));
  const others = records.filter((record) => record !== known);
  switch (Action) {
    case 'CREATE':
      return known ? `Tried to create resource record set ${label} but it already exists` : [...records, set];
    case 'UPSERT':
      return [...others, set];
    case 'DELETE':
      if (!known) return `Tried to delete resource record set ${label} but it was not found`;
      if (!isDeepStrictEqual(strip(known), strip(set))) {
        return `Tried to delete resource record set ${label} but the values provided do not match the current values`;
      }
      if (set.Name === zone.name && (set.Type === 'NS' || set.Type === 'SOA')) {
        return `A HostedZone must contain at least one NS record for the zone itself, and exactly one SOA record.`;
      }
      return others;
    case undefined:
    default:
      throw invalidInput(`Action must be CREATE, DELETE or UPSERT; found '${String(Action)}'`);
  }
}

const strip = (set: ResourceRecordSet): unknown => JSON.parse(JSON.stringify(set));

/** Two records of a name that cannot both be. */
function findClash(zone: ZoneRecord, records: readonly ResourceRecordSet[]): string | undefined {
  const byName = Map.groupBy(records, ({ Name = '' }) => Name);
  for (const [name, sets] of byName) {
    if (sets.some(({ Type }) => Type === 'CNAME') && sets.some(({ Type }) => Type !== 'CNAME')) {
      return `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`;
    }
    for (const [type, same] of Map.groupBy(sets, ({ Type }) => Type)) {
      if (same.length > 1 && same.some(({ SetIdentifier }) => SetIdentifier === undefined)) {
        return `RRSet with DNS name ${name}, type ${type} cannot be created as other RRSets exist with the same name and type, but another routing policy`;
      }
    }
  }
  return undefined;
}
