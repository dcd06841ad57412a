import type {
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../../../service.ts';
import { invalidInput } from '../errors.ts';
import { findZone, type Dns } from '../model.ts';
import { normalName, sortKey } from '../names.ts';
import { checkMaxItems } from './list-zones.ts';

const keyOf = (name: string, type = '', identifier = ''): string =>
  [sortKey(name), type, identifier].join('\0');

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
export const listResourceRecordSets =
  (dns: Dns): Operation<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse> =>
  ({ HostedZoneId, StartRecordName, StartRecordType, StartRecordIdentifier, MaxItems }) => {
    const zone = findZone(dns, HostedZoneId);
    const size = checkMaxItems(MaxItems, 300);
    if (StartRecordType !== undefined && StartRecordName === undefined) {
      throw invalidInput('A start type needs a start name');
    }
    const key = ({ Name = '', Type, SetIdentifier }: ResourceRecordSet): string =>
      keyOf(Name, Type, SetIdentifier);
    const first =
      StartRecordName === undefined
        ? ''
        : keyOf(normalName(StartRecordName), StartRecordType, StartRecordIdentifier);
    const sets = zone.records.filter((set) => key(set) >= first).sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const next = sets[size];
    return {
      ResourceRecordSets: sets.slice(0, size),
      IsTruncated: next !== undefined,
      MaxItems: size,
      NextRecordName: next?.Name,
      NextRecordType: next?.Type,
      NextRecordIdentifier: next?.SetIdentifier,
    };
  };
