import * as apiGateway from '@aws-sdk/client-apigatewayv2';
import * as lambda from '@aws-sdk/client-lambda';
import type { Drift } from './drift.ts';

type LambdaKind =
  | 'function'
  | 'functionAlias'
  | 'functionPermission'
  | 'eventSourceMapping'
  | 'httpApi'
  | 'httpIntegration'
  | 'httpRoute'
  | 'httpStage'
  | 'domainName'
  | 'apiMapping';

/** {@link Drift} of what a component on Lambda is made of. */
export const lambdaDrift: Drift<LambdaKind> = {
  function: async ({ name: FunctionName }, { clients }) =>
    await clients.lambda.send(new lambda.UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 7 })),
  functionAlias: async ({ functionName: FunctionName, alias: Name }, { clients }) =>
    await clients.lambda.send(
      new lambda.UpdateAliasCommand({ FunctionName, Name, FunctionVersion: '$LATEST' }),
    ),
  functionPermission: async ({ functionName: FunctionName, alias, statementId }, { clients }) => {
    const statement = { FunctionName, Qualifier: alias, StatementId: statementId };
    await clients.lambda.send(new lambda.RemovePermissionCommand(statement));
    await clients.lambda.send(
      new lambda.AddPermissionCommand({
        ...statement,
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      }),
    );
  },
  eventSourceMapping: async ({ id }, { clients, lookup }) =>
    await clients.lambda.send(
      new lambda.UpdateEventSourceMappingCommand({
        UUID: lookup(id, 'uuid'),
        ScalingConfig: { MaximumConcurrency: 99 },
      }),
    ),
  httpApi: async ({ id }, { clients, lookup }) =>
    await clients.apiGateway.send(
      new apiGateway.UpdateApiCommand({ ApiId: lookup(id, 'id'), Description: 'by hand' }),
    ),
  httpIntegration: async ({ id, httpApi }, { clients, lookup }) =>
    await clients.apiGateway.send(
      new apiGateway.UpdateIntegrationCommand({
        ApiId: lookup(httpApi, 'id'),
        IntegrationId: lookup(id, 'id'),
        TimeoutInMillis: 1000,
      }),
    ),
  httpRoute: async ({ id, httpApi }, { clients, lookup }) => {
    const ApiId = lookup(httpApi, 'id');
    const { IntegrationId } = await clients.apiGateway.send(
      new apiGateway.CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: 'http://127.0.0.1:9/',
        PayloadFormatVersion: '1.0',
      }),
    );
    await clients.apiGateway.send(
      new apiGateway.UpdateRouteCommand({
        ApiId,
        RouteId: lookup(id, 'id'),
        Target: `integrations/${IntegrationId}`,
      }),
    );
  },
  domainName: async ({ name }, { clients, place }) =>
    await clients.apiGateway.send(
      new apiGateway.UntagResourceCommand({
        ResourceArn: `arn:aws:apigateway:${place.region}::/domainnames/${name}`,
        TagKeys: ['phaseline:system'],
      }),
    ),
  apiMapping: async ({ id, name, httpApi }, { clients, lookup }) => {
    const ApiId = lookup(httpApi, 'id');
    await clients.apiGateway.send(new apiGateway.CreateStageCommand({ ApiId, StageName: 'other' }));
    await clients.apiGateway.send(
      new apiGateway.UpdateApiMappingCommand({
        ApiId,
        DomainName: name,
        ApiMappingId: lookup(id, 'id'),
        Stage: 'other',
      }),
    );
  },
  httpStage: async ({ httpApi, stageName: StageName }, { clients, lookup }) =>
    await clients.apiGateway.send(
      new apiGateway.UpdateStageCommand({
        ApiId: lookup(httpApi, 'id'),
        StageName,
        DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
      }),
    ),
};
