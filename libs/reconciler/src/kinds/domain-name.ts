import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  type DomainName,
  GetDomainNameCommand,
  TagResourceCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { type DomainNameResource, partitionOf } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { type Kind, type KindScope, type Outputs, touches } from '../engine/kind.ts';

const availableSeconds = 300;

/** A custom domain name of API Gateway: regional, with its certificate. What answers there is its API mapping's to say. */
export const domainName: Kind<DomainNameResource> = {
  async read({ name }, scope) {
    const found = await find(name, scope);
    if (!found) return undefined;
    const [configuration] = found.DomainNameConfigurations ?? [];
    return {
      state: {
        certificate: configuration?.CertificateArn,
        endpoint: configuration?.EndpointType,
        tlsPolicy: configuration?.SecurityPolicy,
      },
      tags: found.Tags ?? {},
      outputs: outputsOf(found),
      pending: configuration?.DomainNameStatus === 'UPDATING',
    };
  },

  want: ({ certificateArn }) => ({ certificate: certificateArn, endpoint: 'REGIONAL', tlsPolicy: 'TLS_1_2' }),

  async apply({ name: DomainName, certificateArn, tags }, { observed, changes }, scope) {
    const { clients, options, place } = scope;
    const DomainNameConfigurations = [
      { CertificateArn: certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' } as const,
    ];
    if (!observed) {
      const create = new CreateDomainNameCommand({ DomainName, DomainNameConfigurations, Tags: { ...tags } });
      return outputsOf(await clients.apiGateway.send(create, options));
    }
    if (touches(changes, 'tags')) {
      const ResourceArn = `arn:${partitionOf(place.region)}:apigateway:${place.region}::/domainnames/${DomainName}`;
      await clients.apiGateway.send(new TagResourceCommand({ ResourceArn, Tags: { ...tags } }), options);
    }
    if (!touches(changes, 'certificate', 'endpoint', 'tlsPolicy')) return observed.outputs;
    const update = new UpdateDomainNameCommand({ DomainName, DomainNameConfigurations });
    return outputsOf(await clients.apiGateway.send(update, options));
  },

  async remove({ name }, _observed, { clients, options }) {
    await orAbsent(
      clients.apiGateway.send(new DeleteDomainNameCommand({ DomainName: name }), options),
      'NotFound',
    );
  },

  async ready(resource, scope) {
    const { name } = resource;
    const what = `domain name ${name} to be available`;
    await poll({ what, timeoutSeconds: availableSeconds, signal: scope.signal }, async () => {
      const { DomainNameStatus: status, DomainNameStatusMessage: why } =
        (await find(name, scope))?.DomainNameConfigurations?.[0] ?? {};
      if (status === 'AVAILABLE') return true;
      scope.note(resource, `domain name is ${status ?? 'not there yet'}${why ? `: ${why}` : ''}`);
      return undefined;
    });
  },
};

async function find(name: string, { clients, options }: KindScope) {
  return await orAbsent(
    clients.apiGateway.send(new GetDomainNameCommand({ DomainName: name }), options),
    'NotFound',
  );
}

/** What its records lead to. */
function outputsOf({ DomainNameConfigurations = [] }: Partial<DomainName>): Outputs {
  const [{ ApiGatewayDomainName = '', HostedZoneId = '' } = {}] = DomainNameConfigurations;
  return { target: ApiGatewayDomainName, hostedZone: HostedZoneId };
}
