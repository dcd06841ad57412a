import type { CreateApiRequest, CreateApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { badRequest } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import { newId } from '../ids.ts';
import type { ApiRecord } from '../model.ts';
import { showApi } from '../present.ts';
import { checkCors } from './check-cors.ts';
import { mergeTags } from './check-tags.ts';
import { quickCreate } from './quick-create.ts';

export function checkName(name: string | undefined): string {
  if (name === undefined || name.length < 1 || name.length > 128) {
    throw badRequest('The name of an API must have 1 to 128 characters');
  }
  return name;
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html; with `Target` it makes integration, route and stage too. */
export const createApi =
  (gateway: Gateway): Operation<CreateApiRequest, CreateApiResponse> =>
  async (input) => {
    if (input.ProtocolType !== 'HTTP') {
      throw badRequest(`Invalid protocol specified. Must be HTTP here; found ${input.ProtocolType}`);
    }
    if (input.Target === undefined && (input.RouteKey !== undefined || input.CredentialsArn !== undefined)) {
      throw badRequest('RouteKey and CredentialsArn need a Target');
    }
    const api: ApiRecord = {
      id: newId(10),
      port: 0,
      createdAt: gateway.clock.now(),
      managed: false,
      name: checkName(input.Name),
      description: input.Description,
      version: input.Version,
      cors: checkCors(input.CorsConfiguration),
      endpointDisabled: input.DisableExecuteApiEndpoint ?? false,
      tags: mergeTags({}, input.Tags),
      integrations: new Map(),
      routes: new Map(),
      stages: new Map(),
      deployments: new Map(),
    };
    if (input.Target !== undefined) quickCreate(gateway, api, input.Target, input.RouteKey);
    api.port = await gateway.dataPlane.open(api);
    gateway.apis.set(api.id, api);
    return showApi(api);
  };
