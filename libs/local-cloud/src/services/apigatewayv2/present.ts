import type { Api, Deployment, Stage } from '@aws-sdk/client-apigatewayv2';
import type { ApiRecord, DeploymentRecord, StageRecord } from './model.ts';

/** Where an API answers on this machine: like `DNSName` of a load balancer it carries its port. */
export const endpointOf = (api: ApiRecord): string => `http://127.0.0.1:${api.port}`;

export const showApi = (api: ApiRecord): Api => ({
  ApiEndpoint: endpointOf(api),
  ApiGatewayManaged: api.managed ? true : undefined,
  ApiId: api.id,
  ApiKeySelectionExpression: '$request.header.x-api-key',
  CorsConfiguration: api.cors,
  CreatedDate: new Date(api.createdAt),
  Description: api.description,
  DisableExecuteApiEndpoint: api.endpointDisabled,
  IpAddressType: 'ipv4',
  Name: api.name,
  ProtocolType: 'HTTP',
  RouteSelectionExpression: '$request.method $request.path',
  Tags: api.tags,
  Version: api.version,
});

export const showStage = (stage: StageRecord): Stage => ({
  AccessLogSettings: stage.accessLog,
  ApiGatewayManaged: stage.managed ? true : undefined,
  AutoDeploy: stage.autoDeploy ? true : undefined,
  CreatedDate: new Date(stage.createdAt),
  DefaultRouteSettings: { DetailedMetricsEnabled: false, ...stage.defaultSettings },
  DeploymentId: stage.deploymentId,
  Description: stage.description,
  LastDeploymentStatusMessage:
    stage.autoDeploy && stage.deploymentId !== undefined
      ? `Successfully deployed stage with deployment ID '${stage.deploymentId}'`
      : undefined,
  LastUpdatedDate: new Date(stage.updatedAt),
  RouteSettings: stage.routeSettings,
  StageName: stage.name,
  StageVariables: stage.variables,
  Tags: stage.tags,
});

export const showDeployment = (deployment: DeploymentRecord): Deployment => ({
  AutoDeployed: deployment.autoDeployed,
  CreatedDate: new Date(deployment.createdAt),
  DeploymentId: deployment.id,
  DeploymentStatus: 'DEPLOYED',
  Description: deployment.description,
});
