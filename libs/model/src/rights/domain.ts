import { partitionOf } from '../arns.ts';
import type { PolicyStatement } from '../policy.ts';
import type { Reach } from './reach.ts';

/** Where a domain leads now. */
export function domainReads({ place }: Reach): PolicyStatement[] {
  const zones = `arn:${partitionOf(place.region)}:route53:::hostedzone/*`;
  return [
    { Sid: 'ReadZones', Effect: 'Allow', Action: ['route53:ListHostedZonesByName'], Resource: '*' },
    { Sid: 'ReadRecords', Effect: 'Allow', Action: ['route53:ListResourceRecordSets'], Resource: zones },
  ];
}

/**
 * The domain's answers, divided between the fronts while they are moved; Route 53 is global. Never a zone's other kinds of records, and not
 * for previews: they have no domain, and the zone is production's.
 */
export function domainWrites({ place }: Reach): PolicyStatement[] {
  const arn = (resource: string) => `arn:${partitionOf(place.region)}:route53:::${resource}`;
  return [
    {
      Sid: 'DomainRecords',
      Effect: 'Allow',
      Action: 'route53:ChangeResourceRecordSets',
      Resource: arn('hostedzone/*'),
      Condition: {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'] },
      },
    },
    {
      Sid: 'DomainChanges',
      Effect: 'Allow',
      Action: 'route53:GetChange',
      Resource: arn('change/*'),
    },
  ];
}
