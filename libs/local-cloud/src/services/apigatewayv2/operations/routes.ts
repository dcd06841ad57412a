import type {
  DeleteRouteRequest,
  GetRouteRequest,
  GetRouteResult,
  GetRoutesRequest,
  GetRoutesResponse,
  UpdateRouteRequest,
  UpdateRouteResult,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { findApi, findRoute, type Gateway } from '../gateway.ts';
import { paginate } from '../paginate.ts';
import { checkRoute } from './create-route.ts';
import { given } from './given.ts';

export const getRoute =
  (gateway: Gateway): Operation<GetRouteRequest, GetRouteResult> =>
  ({ ApiId, RouteId }) =>
    findRoute(findApi(gateway, ApiId), RouteId);

export const getRoutes =
  (gateway: Gateway): Operation<GetRoutesRequest, GetRoutesResponse> =>
  (input) =>
    paginate([...findApi(gateway, input.ApiId).routes.values()], input);

export const updateRoute =
  (gateway: Gateway): Operation<UpdateRouteRequest, UpdateRouteResult> =>
  ({ ApiId, RouteId, ...changes }) => {
    const api = findApi(gateway, ApiId);
    const route = findRoute(api, RouteId);
    const next = { ...route, ...given(changes) };
    checkRoute(api, next);
    Object.assign(route, next);
    autoDeploy(gateway, api);
    return route;
  };

export const deleteRoute =
  (gateway: Gateway): Operation<DeleteRouteRequest, object> =>
  ({ ApiId, RouteId }) => {
    const api = findApi(gateway, ApiId);
    findRoute(api, RouteId);
    api.routes.delete(RouteId ?? '');
    autoDeploy(gateway, api);
    return {};
  };
