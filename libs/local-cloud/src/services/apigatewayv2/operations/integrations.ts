import type {
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationResult,
  GetIntegrationsRequest,
  GetIntegrationsResponse,
  UpdateIntegrationRequest,
  UpdateIntegrationResult,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { conflict } from '../errors.ts';
import { findApi, findIntegration, type Gateway } from '../gateway.ts';
import { paginate } from '../paginate.ts';
import { checkIntegration } from './check-integration.ts';
import { given } from './given.ts';

export const getIntegration =
  (gateway: Gateway): Operation<GetIntegrationRequest, GetIntegrationResult> =>
  ({ ApiId, IntegrationId }) =>
    findIntegration(findApi(gateway, ApiId), IntegrationId);

export const getIntegrations =
  (gateway: Gateway): Operation<GetIntegrationsRequest, GetIntegrationsResponse> =>
  (input) =>
    paginate([...findApi(gateway, input.ApiId).integrations.values()], input);

export const updateIntegration =
  (gateway: Gateway): Operation<UpdateIntegrationRequest, UpdateIntegrationResult> =>
  ({ ApiId, IntegrationId, ...changes }) => {
    const api = findApi(gateway, ApiId);
    const integration = findIntegration(api, IntegrationId);
    const next = { ...integration, ...given(changes) };
    checkIntegration(next);
    Object.assign(integration, next);
    autoDeploy(gateway, api);
    return integration;
  };

export const deleteIntegration =
  (gateway: Gateway): Operation<DeleteIntegrationRequest, object> =>
  ({ ApiId, IntegrationId }) => {
    const api = findApi(gateway, ApiId);
    findIntegration(api, IntegrationId);
    const user = [...api.routes.values()].find(({ Target }) => Target === `integrations/${IntegrationId}`);
    if (user !== undefined) {
      throw conflict(
        `Cannot delete Integration '${IntegrationId}' since it is being referenced by route '${user.RouteKey}'`,
      );
    }
    api.integrations.delete(IntegrationId ?? '');
    autoDeploy(gateway, api);
    return {};
  };
