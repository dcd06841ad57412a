import type {
  CreateIntegrationRequest,
  CreateIntegrationResult,
  Integration,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { findApi, type Gateway } from '../gateway.ts';
import { newId } from '../ids.ts';
import type { ApiRecord } from '../model.ts';
import { checkIntegration } from './check-integration.ts';

/** Checks and adds an integration. */
export function newIntegration(api: ApiRecord, input: CreateIntegrationRequest): Integration {
  const { ApiId: _, ...given } = input;
  const { TlsConfig, ...rest } = given;
  const integration: Integration = {
    ...rest,
    ...(TlsConfig === undefined ? {} : { TlsConfig }),
    ConnectionType: input.ConnectionType ?? 'INTERNET',
    // Functions are always called by POST, whatever the client's method.
    ...(input.IntegrationType === 'AWS_PROXY' ? { IntegrationMethod: 'POST' } : {}),
    PayloadFormatVersion: input.PayloadFormatVersion ?? '1.0',
    TimeoutInMillis: input.TimeoutInMillis ?? 30_000,
    IntegrationId: newId(7),
  };
  checkIntegration(integration);
  api.integrations.set(integration.IntegrationId ?? '', integration);
  return integration;
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export const createIntegration =
  (gateway: Gateway): Operation<CreateIntegrationRequest, CreateIntegrationResult> =>
  (input) => {
    const api = findApi(gateway, input.ApiId);
    const integration = newIntegration(api, input);
    autoDeploy(gateway, api);
    return integration;
  };
