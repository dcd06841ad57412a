import { isIPv4, isIPv6 } from 'node:net';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { invalidInput } from '../errors.ts';
import { normalName } from '../names.ts';

const TYPES = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DS',
  'HTTPS',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SPF',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
];
const NOT_BUILT = [
  'CidrRoutingConfig',
  'Failover',
  'GeoLocation',
  'GeoProximityLocation',
  'HealthCheckId',
  'MultiValueAnswer',
  'Region',
  'TrafficPolicyInstanceId',
] as const;

/**
 * A record set in the form it is kept in.
 * @throws `InvalidInput` for what Route 53, or this cloud, does not take.
 */
export function checkRecordSet(action: string | undefined, set: ResourceRecordSet): ResourceRecordSet {
  const where = `in Change with [Action=${action}, Name=${set.Name}, Type=${set.Type}, SetIdentifier=${set.SetIdentifier ?? 'null'}]`;
  const refuse = (reason: string) => invalidInput(`Invalid request: ${reason} ${where}`);
  const missing = NOT_BUILT.find((name) => set[name] !== undefined);
  if (missing) throw refuse(`${missing} is not built in this local cloud; found it`);
  if (!TYPES.includes(set.Type ?? '')) throw refuse(`Unknown type '${set.Type}'`);
  if (set.Weight !== undefined && set.SetIdentifier === undefined)
    throw refuse(`Missing field 'SetIdentifier'`);
  if (set.SetIdentifier !== undefined && set.Weight === undefined) throw refuse(`Missing field 'Weight'`);
  if (set.Weight !== undefined && !(Number.isInteger(set.Weight) && set.Weight >= 0 && set.Weight <= 255)) {
    throw refuse(`Weight must be a whole number from 0 to 255; found ${set.Weight}`);
  }
  const values = set.ResourceRecords ?? [];
  const kinds = Number(set.AliasTarget !== undefined) + Number(set.TTL !== undefined && values.length > 0);
  if (kinds !== 1) {
    throw refuse(
      `Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${kinds === 0 ? 'none' : 'more than one'}`,
    );
  }
  if (set.TTL !== undefined && !(set.TTL >= 0 && set.TTL <= 2_147_483_647))
    throw refuse(`Invalid TTL ${set.TTL}`);
  for (const { Value = '' } of values) checkValue(set.Type, Value, refuse);
  return { ...set, Name: normalName(set.Name ?? '') };
}

function checkValue(type: string | undefined, value: string, refuse: (reason: string) => Error): void {
  if (type === 'A' && !isIPv4(value)) throw refuse(`Invalid IPv4 address '${value}'`);
  if (type === 'AAAA' && !isIPv6(value)) throw refuse(`Invalid IPv6 address '${value}'`);
  // Here a name may carry the port that local load balancers and APIs have in theirs.
  if (type === 'CNAME' && !/^[\w*.-]+(:\d{1,5})?\.?$/.test(value)) throw refuse(`Invalid name '${value}'`);
}
