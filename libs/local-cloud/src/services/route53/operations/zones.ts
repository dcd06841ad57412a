import type {
  CreateHostedZoneRequest,
  CreateHostedZoneResponse,
  DelegationSet,
  DeleteHostedZoneRequest,
  DeleteHostedZoneResponse,
  GetHostedZoneCountResponse,
  GetHostedZoneRequest,
  GetHostedZoneResponse,
  HostedZone,
  UpdateHostedZoneCommentRequest,
  UpdateHostedZoneCommentResponse,
  VPC,
} from '@aws-sdk/client-route-53';
import { AwsError, type Operation } from '../../../service.ts';
import { newId, submitChange } from '../change-info.ts';
import { invalidInput } from '../errors.ts';
import { answeredOf, findZone, type Dns, type ZoneRecord } from '../model.ts';
import { checkZoneName } from '../names.ts';

const NAME_SERVERS = [
  'ns-1.awsdns-01.org',
  'ns-2.awsdns-02.com',
  'ns-3.awsdns-03.co.uk',
  'ns-4.awsdns-04.net',
];
const delegation: DelegationSet = { NameServers: NAME_SERVERS };

export const showZone = (zone: ZoneRecord): HostedZone => ({
  Id: `/hostedzone/${zone.id}`,
  Name: zone.name,
  CallerReference: zone.callerReference,
  Config: { Comment: zone.comment, PrivateZone: zone.vpc !== undefined },
  ResourceRecordSetCount: zone.records.length,
});

/** @throws `InvalidInput` for a private zone without one, and for half of one */
function checkVpc({ VPC: vpc, HostedZoneConfig }: CreateHostedZoneRequest): VPC | undefined {
  if (vpc === undefined && HostedZoneConfig?.PrivateZone !== true) return undefined;
  if (!vpc?.VPCId || !vpc.VPCRegion) {
    throw invalidInput('A private hosted zone needs a VPC with its VPCId and VPCRegion');
  }
  return vpc;
}

/** The SDK's type has name servers in every answer; AWS leaves them out of a private zone's. */
type Created = Omit<CreateHostedZoneResponse, 'DelegationSet'> & Partial<CreateHostedZoneResponse>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html */
export const createHostedZone =
  (dns: Dns): Operation<CreateHostedZoneRequest, Created> =>
  (input) => {
    const name = checkZoneName(input.Name);
    const { CallerReference: callerReference = '' } = input;
    const vpc = checkVpc(input);
    if (callerReference === '' || callerReference.length > 128) {
      throw invalidInput('The CallerReference must have 1 to 128 characters');
    }
    if ([...dns.zones.values()].some((zone) => zone.callerReference === callerReference)) {
      throw new AwsError(
        'HostedZoneAlreadyExists',
        `A hosted zone has already been created with the specified caller reference: ${callerReference}`,
      );
    }
    const soa = `${NAME_SERVERS[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
    const records = [
      {
        Name: name,
        Type: 'NS' as const,
        TTL: 172_800,
        ResourceRecords: NAME_SERVERS.map((Value) => ({ Value: `${Value}.` })),
      },
      { Name: name, Type: 'SOA' as const, TTL: 900, ResourceRecords: [{ Value: soa }] },
    ];
    const comment = input.HostedZoneConfig?.Comment;
    const zone: ZoneRecord = {
      id: newId('Z'),
      name,
      callerReference,
      vpc,
      comment,
      records,
      published: answeredOf({ vpc }, records),
      tags: {},
    };
    dns.zones.set(zone.id, zone);
    return {
      HostedZone: showZone(zone),
      ChangeInfo: submitChange(dns, undefined),
      DelegationSet: delegation,
      VPC: vpc,
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
    };
  };

export const getHostedZone =
  (dns: Dns): Operation<GetHostedZoneRequest, GetHostedZoneResponse> =>
  ({ Id }) => {
    const zone = findZone(dns, Id);
    return {
      HostedZone: showZone(zone),
      ...(zone.vpc ? { VPCs: [zone.vpc] } : { DelegationSet: delegation }),
    };
  };

export const getHostedZoneCount =
  (dns: Dns): Operation<object, GetHostedZoneCountResponse> =>
  () => ({ HostedZoneCount: dns.zones.size });

export const updateHostedZoneComment =
  (dns: Dns): Operation<UpdateHostedZoneCommentRequest, UpdateHostedZoneCommentResponse> =>
  ({ Id, Comment }) => {
    const zone = findZone(dns, Id);
    zone.comment = Comment;
    return { HostedZone: showZone(zone) };
  };

export const deleteHostedZone =
  (dns: Dns): Operation<DeleteHostedZoneRequest, DeleteHostedZoneResponse> =>
  ({ Id }) => {
    const zone = findZone(dns, Id);
    if (zone.records.length > 2) {
      throw new AwsError(
        'HostedZoneNotEmpty',
        'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
      );
    }
    dns.zones.delete(zone.id);
    return { ChangeInfo: submitChange(dns, undefined) };
  };
