import type { ApiMapping, DomainName } from '@aws-sdk/client-apigatewayv2';
import { notFound } from './errors.ts';
import type { Gateway } from './gateway.ts';
import type { ApiRecord, StageRecord, Tags } from './model.ts';

/** A custom domain name: TLS on a port of its own, and which API's stage answers there. */
export interface DomainRecord {
  readonly name: string;
  certificateArn: string;
  securityPolicy: string;
  /** The loopback port behind `ApiGatewayDomainName`. */
  port: number;
  tags: Tags;
  /** By id; only the one without a key, for the whole domain. */
  readonly mappings: Map<string, { readonly id: string; apiId: string; stage: string }>;
}

/** The zone of regional API Gateway domains in us-east-1: https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
export const hostedZone = 'Z1UJRXOUMOOFQ8';

export function findDomain(gateway: Pick<Gateway, 'domains'>, name: string | undefined): DomainRecord {
  const found = gateway.domains.get(name ?? '');
  if (found === undefined) throw notFound(`Invalid domain name identifier specified ${name}`);
  return found;
}

export function findMapping(domain: DomainRecord, id: string | undefined) {
  const found = domain.mappings.get(id ?? '');
  if (found === undefined) throw notFound(`Invalid API mapping identifier specified ${id}`);
  return found;
}

/** What answers at a domain; undefined where nothing is mapped, or what was is gone. */
export function mappedTo(
  domain: DomainRecord,
  { apis }: { readonly apis: ReadonlyMap<string, ApiRecord> },
): { api: ApiRecord; stage: StageRecord } | undefined {
  const [mapping] = domain.mappings.values();
  const api = mapping && apis.get(mapping.apiId);
  const stage = api?.stages.get(mapping?.stage ?? '');
  return api && stage && { api, stage };
}

export const showDomain = (domain: DomainRecord): DomainName => ({
  ApiMappingSelectionExpression: '$request.basepath',
  DomainName: domain.name,
  DomainNameConfigurations: [
    {
      // Like ApiEndpoint it carries its port.
      ApiGatewayDomainName: `127.0.0.1:${domain.port}`,
      CertificateArn: domain.certificateArn,
      DomainNameStatus: 'AVAILABLE',
      EndpointType: 'REGIONAL',
      HostedZoneId: hostedZone,
      IpAddressType: 'ipv4',
      SecurityPolicy: domain.securityPolicy as 'TLS_1_2',
    },
  ],
  Tags: domain.tags,
});

export const showMapping = ({
  id,
  apiId,
  stage,
}: {
  id: string;
  apiId: string;
  stage: string;
}): ApiMapping => ({
  ApiId: apiId,
  ApiMappingId: id,
  ApiMappingKey: '',
  Stage: stage,
});
