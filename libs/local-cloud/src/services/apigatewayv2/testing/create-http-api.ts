import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  type CreateApiRequest,
  type CreateIntegrationRequest,
  type CreateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { TestGateway } from './start-gateway.ts';

export interface HttpApi {
  readonly apiId: string;
  readonly url: string;
  readonly integrationId: string;
}

/** An API with one integration behind all its routes and a stage that deploys by itself, as a deployment makes it. */
export async function createHttpApi(
  { client }: TestGateway,
  {
    routes,
    integration,
    stage = {},
    api = {},
  }: {
    routes: readonly string[];
    integration: Omit<CreateIntegrationRequest, 'ApiId'>;
    stage?: Partial<CreateStageRequest>;
    api?: Partial<CreateApiRequest>;
  },
): Promise<HttpApi> {
  const { ApiId, ApiEndpoint } = await client.send(
    new CreateApiCommand({ Name: 'pubsub-api', ProtocolType: 'HTTP', ...api }),
  );
  const { IntegrationId } = await client.send(new CreateIntegrationCommand({ ApiId, ...integration }));
  for (const RouteKey of routes) {
    await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target: `integrations/${IntegrationId}` }));
  }
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true, ...stage }));
  return { apiId: ApiId ?? '', url: ApiEndpoint ?? '', integrationId: IntegrationId ?? '' };
}

/** A function behind AWS_PROXY, in format 2.0 unless told otherwise. */
export const proxyTo = (functionArn: string, version = '2.0'): Omit<CreateIntegrationRequest, 'ApiId'> => ({
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: functionArn,
  PayloadFormatVersion: version,
});
