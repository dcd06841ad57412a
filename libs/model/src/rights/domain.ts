import { partitionOf } from '../arns.ts';
import type { PolicyStatement } from '../policy.ts';
import { arnsOf, ofEnvironment, type Reach } from './reach.ts';
import { allow } from './statement.ts';

/** Where a domain leads now, and whether its certificate is good. */
export function domainReads(reach: Reach): PolicyStatement[] {
  const Resource = route53(reach, 'hostedzone/*');
  return [
    { Sid: 'ReadZones', Effect: 'Allow', Action: ['route53:ListHostedZonesByName'], Resource: '*' },
    { Sid: 'ReadRecords', Effect: 'Allow', Action: ['route53:ListResourceRecordSets'], Resource },
    allow('ReadDomains', 'apigateway', ['GET'], arnsOf(reach, 'apigateway', '/domainnames%', ['/*'])),
    allow('Certificates', 'acm', ['DescribeCertificate'], arnsOf(reach, 'acm', 'certificate/%', ['*'])),
  ];
}

/**
 * The domain's name at API Gateway, and its answers, divided between the fronts while they are moved; Route 53 is global. Never a zone's
 * other kinds of records, and not for previews: they have no domain, and the zone is production's.
 */
export function domainWrites(reach: Reach): PolicyStatement[] {
  const names = (path: string) => arnsOf(reach, 'apigateway', '/domainnames%', [path]);
  const tagged = ofEnvironment(reach);
  return [
    allow('NewDomains', 'apigateway', ['POST'], names(''), ofEnvironment(reach, 'aws:RequestTag')),
    allow('Domains', 'apigateway', ['PATCH', 'POST'], names('/*'), tagged),
    // The name stays when its API goes.
    allow('RemoveMappedApis', 'apigateway', ['DELETE'], names('/*/apimappings/*'), tagged),
    {
      Sid: 'DomainRecords',
      Effect: 'Allow',
      Action: 'route53:ChangeResourceRecordSets',
      Resource: route53(reach, 'hostedzone/*'),
      Condition: {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A'] },
      },
    },
    {
      Sid: 'DomainChanges',
      Effect: 'Allow',
      Action: 'route53:GetChange',
      Resource: route53(reach, 'change/*'),
    },
  ];
}

function route53({ place }: Reach, resource: string): string {
  return `arn:${partitionOf(place.region)}:route53:::${resource}`;
}
