import { autoDeploy } from '../deploy.ts';
import type { Gateway } from '../gateway.ts';
import type { ApiRecord } from '../model.ts';
import { newIntegration } from './create-integration.ts';
import { newRoute } from './create-route.ts';
import { newStage } from './create-stage.ts';

/** Integration, route (`$default` unless named) and a `$default` stage that deploys by itself: what a Target asks for. */
export function quickCreate(gateway: Gateway, api: ApiRecord, target: string, routeKey = '$default'): void {
  const isFunction = target.startsWith('arn:');
  const integration = newIntegration(api, {
    ApiId: api.id,
    IntegrationType: isFunction ? 'AWS_PROXY' : 'HTTP_PROXY',
    IntegrationUri: target,
    PayloadFormatVersion: isFunction ? '2.0' : '1.0',
    ...(isFunction ? {} : { IntegrationMethod: 'ANY' }),
  });
  integration.ApiGatewayManaged = true;
  const route = newRoute(api, {
    ApiId: api.id,
    RouteKey: routeKey,
    Target: `integrations/${integration.IntegrationId}`,
  });
  route.ApiGatewayManaged = true;
  newStage(gateway, api, { ApiId: api.id, StageName: '$default', AutoDeploy: true }, true);
  autoDeploy(gateway, api);
}
