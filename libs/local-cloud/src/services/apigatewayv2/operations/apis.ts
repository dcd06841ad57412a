import type {
  DeleteApiRequest,
  DeleteCorsConfigurationRequest,
  GetApiRequest,
  GetApiResponse,
  GetApisRequest,
  GetApisResponse,
  UpdateApiRequest,
  UpdateApiResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { badRequest } from '../errors.ts';
import { findApi, type Gateway } from '../gateway.ts';
import { paginate } from '../paginate.ts';
import { showApi } from '../present.ts';
import { checkCors } from './check-cors.ts';
import { checkName } from './create-api.ts';

export const getApi =
  (gateway: Gateway): Operation<GetApiRequest, GetApiResponse> =>
  ({ ApiId }) =>
    showApi(findApi(gateway, ApiId));

export const getApis =
  (gateway: Gateway): Operation<GetApisRequest, GetApisResponse> =>
  (input) =>
    paginate([...gateway.apis.values()].map(showApi), input);

export const updateApi =
  (gateway: Gateway): Operation<UpdateApiRequest, UpdateApiResponse> =>
  (input) => {
    const api = findApi(gateway, input.ApiId);
    if (input.Target !== undefined || input.RouteKey !== undefined) {
      throw badRequest(
        'Target and RouteKey are set at CreateApi only; use UpdateIntegration and UpdateRoute',
      );
    }
    const name = input.Name === undefined ? api.name : checkName(input.Name);
    const cors = input.CorsConfiguration === undefined ? api.cors : checkCors(input.CorsConfiguration);
    const corsChanged = cors !== api.cors;
    Object.assign(api, {
      name,
      cors,
      description: input.Description ?? api.description,
      version: input.Version ?? api.version,
      endpointDisabled: input.DisableExecuteApiEndpoint ?? api.endpointDisabled,
    });
    if (corsChanged) autoDeploy(gateway, api);
    return showApi(api);
  };

export const deleteApi =
  (gateway: Gateway): Operation<DeleteApiRequest, object> =>
  async ({ ApiId }) => {
    const api = findApi(gateway, ApiId);
    const mapped = [...gateway.domains.values()].some(({ mappings }) =>
      [...mappings.values()].some(({ apiId }) => apiId === api.id),
    );
    if (mapped) {
      throw badRequest(
        'Deleting API failed. Please remove all API mappings related to the API in your domains',
      );
    }
    gateway.apis.delete(api.id);
    await gateway.dataPlane.close(api);
    return {};
  };

export const deleteCorsConfiguration =
  (gateway: Gateway): Operation<DeleteCorsConfigurationRequest, object> =>
  ({ ApiId }) => {
    const api = findApi(gateway, ApiId);
    api.cors = undefined;
    autoDeploy(gateway, api);
    return {};
  };
