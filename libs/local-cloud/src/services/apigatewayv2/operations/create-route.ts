import type { CreateRouteRequest, CreateRouteResult, Route } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { badRequest, conflict } from '../errors.ts';
import { findApi, findIntegration, type Gateway } from '../gateway.ts';
import { newId } from '../ids.ts';
import type { ApiRecord } from '../model.ts';
import { checkRouteKey } from '../routing/route-key.ts';

/** @throws what keeps `route` from being one of `api`'s. */
export function checkRoute(api: ApiRecord, route: Route): void {
  checkRouteKey(route.RouteKey ?? '');
  const twin = [...api.routes.values()].find(
    ({ RouteKey, RouteId }) => RouteKey === route.RouteKey && RouteId !== route.RouteId,
  );
  if (twin !== undefined) throw conflict(`Route with key ${route.RouteKey} already exists for this API`);
  if ((route.AuthorizationType ?? 'NONE') !== 'NONE') {
    throw badRequest(`Authorization by ${route.AuthorizationType} is not built in this local cloud`);
  }
  if (route.ApiKeyRequired === true) throw badRequest('API keys are not supported for HTTP APIs');
  if (route.Target === undefined) return;
  const [, id] = /^integrations\/(.+)$/.exec(route.Target) ?? [];
  if (id === undefined)
    throw badRequest(`Invalid Target: '${route.Target}' is not of the form integrations/<id>`);
  findIntegration(api, id);
}

/** Checks and adds a route. */
export function newRoute(api: ApiRecord, input: CreateRouteRequest): Route {
  const { ApiId: _, ...given } = input;
  const route: Route = {
    ApiKeyRequired: false,
    ...given,
    AuthorizationType: input.AuthorizationType ?? 'NONE',
    RouteId: newId(7),
  };
  checkRoute(api, route);
  api.routes.set(route.RouteId ?? '', route);
  return route;
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
export const createRoute =
  (gateway: Gateway): Operation<CreateRouteRequest, CreateRouteResult> =>
  (input) => {
    const api = findApi(gateway, input.ApiId);
    const route = newRoute(api, input);
    autoDeploy(gateway, api);
    return route;
  };
