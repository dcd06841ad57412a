import {
  CreateRouteCommand,
  DeleteRouteCommand,
  GetRoutesCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { HttpRouteResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, mustLookup } from '../engine/kind.ts';

/** A route of an HTTP API to its integration. Routes have no tags. */
export const httpRoute: Kind<HttpRouteResource> = {
  async read({ httpApi, routeKey }, { clients, options, lookup }) {
    const ApiId = lookup(httpApi, 'id');
    if (ApiId === undefined) return undefined;
    const answer = await orAbsent(
      clients.apiGateway.send(new GetRoutesCommand({ ApiId }), options),
      'NotFound',
    );
    const found = answer?.Items?.find(({ RouteKey }) => RouteKey === routeKey);
    if (!found) return undefined;
    return { state: { target: found.Target }, outputs: { id: found.RouteId ?? '' } };
  },

  want: ({ integration }, lookup) => ({ target: `integrations/${lookup(integration, 'id') ?? integration}` }),

  async apply({ httpApi, integration, routeKey }, { observed }, { clients, options, lookup }) {
    const route = {
      ApiId: mustLookup(lookup, httpApi, 'id'),
      RouteKey: routeKey,
      Target: `integrations/${mustLookup(lookup, integration, 'id')}`,
    };
    const { RouteId = '' } = observed
      ? await clients.apiGateway.send(
          new UpdateRouteCommand({ ...route, RouteId: observed.outputs['id'] }),
          options,
        )
      : await clients.apiGateway.send(new CreateRouteCommand(route), options);
    return { id: RouteId };
  },

  async remove({ httpApi }, { outputs }, { clients, options, lookup }) {
    const ApiId = lookup(httpApi, 'id');
    const RouteId = outputs['id'];
    if (ApiId === undefined || RouteId === undefined) return;
    await orAbsent(clients.apiGateway.send(new DeleteRouteCommand({ ApiId, RouteId }), options), 'NotFound');
  },
};
