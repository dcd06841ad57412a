import {
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  GetIntegrationsCommand,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { HttpIntegrationResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, mustLookup } from '../engine/kind.ts';

/** The function behind an HTTP API: the API's one proxy integration, in payload format 2.0. Integrations have no tags. */
export const httpIntegration: Kind<HttpIntegrationResource> = {
  async read(resource, { clients, options, lookup }) {
    const ApiId = lookup(resource.httpApi, 'id');
    if (ApiId === undefined) return undefined;
    const answer = await orAbsent(
      clients.apiGateway.send(new GetIntegrationsCommand({ ApiId }), options),
      'NotFound',
    );
    const proxies = (answer?.Items ?? []).filter(({ IntegrationType }) => IntegrationType === 'AWS_PROXY');
    const found = proxies.find(({ IntegrationUri }) => IntegrationUri === resource.target) ?? proxies[0];
    if (!found) return undefined;
    return {
      state: {
        target: found.IntegrationUri,
        payloadFormat: found.PayloadFormatVersion,
        timeoutMilliseconds: found.TimeoutInMillis,
      },
      outputs: { id: found.IntegrationId ?? '' },
    };
  },

  want: ({ target, timeoutMilliseconds }) => ({ target, payloadFormat: '2.0', timeoutMilliseconds }),

  async apply(resource, { observed }, { clients, options, lookup }) {
    const integration = {
      ApiId: mustLookup(lookup, resource.httpApi, 'id'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: resource.target,
      IntegrationMethod: 'POST',
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: resource.timeoutMilliseconds,
    } as const;
    const { IntegrationId = '' } = observed
      ? await clients.apiGateway.send(
          new UpdateIntegrationCommand({ ...integration, IntegrationId: observed.outputs['id'] }),
          options,
        )
      : await clients.apiGateway.send(new CreateIntegrationCommand(integration), options);
    return { id: IntegrationId };
  },

  async remove({ httpApi }, { outputs }, { clients, options, lookup }) {
    const ApiId = lookup(httpApi, 'id');
    const IntegrationId = outputs['id'];
    if (ApiId === undefined || IntegrationId === undefined) return;
    await orAbsent(
      clients.apiGateway.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }), options),
      'NotFound',
    );
  },
};
