import type {
  CreateDomainNameRequest,
  CreateDomainNameResponse,
  DeleteDomainNameRequest,
  DomainNameConfiguration,
  GetDomainNameRequest,
  GetDomainNameResponse,
  GetDomainNamesRequest,
  GetDomainNamesResponse,
  UpdateDomainNameRequest,
  UpdateDomainNameResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { type DomainRecord, findDomain, showDomain } from '../domain-names.ts';
import { badRequest, conflict } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import { paginate } from '../paginate.ts';
import { mergeTags } from './check-tags.ts';

const domainName = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html */
export const createDomainName =
  (gateway: Gateway): Operation<CreateDomainNameRequest, CreateDomainNameResponse> =>
  async (input) => {
    const { DomainName: name = '' } = input;
    if (!domainName.test(name)) throw badRequest(`The domain name '${name}' is not valid`);
    if (input.MutualTlsAuthentication !== undefined)
      throw badRequest('The local cloud has no mutual TLS authentication');
    if (gateway.domains.has(name)) throw conflict('The domain name you provided already exists.');
    const domain: DomainRecord = {
      name,
      ...settingsOf(input.DomainNameConfigurations, gateway),
      port: 0,
      tags: mergeTags({}, input.Tags),
      mappings: new Map(),
    };
    gateway.domains.set(name, domain);
    domain.port = await gateway.dataPlane.openDomain(domain);
    return showDomain(domain);
  };

export const updateDomainName =
  (gateway: Gateway): Operation<UpdateDomainNameRequest, UpdateDomainNameResponse> =>
  async (input) => {
    const domain = findDomain(gateway, input.DomainName);
    if (input.DomainNameConfigurations === undefined) return showDomain(domain);
    Object.assign(domain, settingsOf(input.DomainNameConfigurations, gateway));
    await gateway.dataPlane.closeDomain(domain);
    domain.port = await gateway.dataPlane.openDomain(domain);
    return showDomain(domain);
  };

function settingsOf(configurations: readonly DomainNameConfiguration[] = [], { certificates }: Gateway) {
  const [configuration] = configurations;
  if (configuration === undefined || configurations.length > 1) {
    throw badRequest('Exactly one domain name configuration must be given');
  }
  if ((configuration.EndpointType ?? 'REGIONAL') !== 'REGIONAL') {
    throw badRequest(`Endpoint type ${configuration.EndpointType} must be REGIONAL for an HTTP API`);
  }
  const { CertificateArn: certificateArn = '' } = configuration;
  if (certificates.certificate(certificateArn) === undefined) {
    throw badRequest(`The certificate '${certificateArn}' is not there, or not issued`);
  }
  return { certificateArn, securityPolicy: configuration.SecurityPolicy ?? 'TLS_1_2' };
}

export const getDomainName =
  (gateway: Gateway): Operation<GetDomainNameRequest, GetDomainNameResponse> =>
  ({ DomainName }) =>
    showDomain(findDomain(gateway, DomainName));

export const getDomainNames =
  (gateway: Gateway): Operation<GetDomainNamesRequest, GetDomainNamesResponse> =>
  (input) =>
    paginate([...gateway.domains.values()].map(showDomain), input);

export const deleteDomainName =
  (gateway: Gateway): Operation<DeleteDomainNameRequest, object> =>
  async ({ DomainName }) => {
    const domain = findDomain(gateway, DomainName);
    gateway.domains.delete(domain.name);
    await gateway.dataPlane.closeDomain(domain);
    return {};
  };
