import { apiComponent } from '../components.ts';
import type { Resource } from '../resource.ts';
import { liveAlias } from './lambda-component.ts';
import { resourceId, type Scope } from './scope.ts';

/** The longest that API Gateway waits for a function. */
const longestWaitMilliseconds = 30_000;

/** `$default` takes all that has no route of its own, so that a wrong path is answered as on ECS; the others have metrics of their own. */
const routeKeys = ['POST /orders', 'GET /orders/{id}', '$default'];

/** Orders by id and status, nothing of what is in them. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
});

/** The HTTP API before the API's function: the only way in from outside. */
export function httpFront(scope: Scope, { hasFunction }: { hasFunction: boolean }): Resource[] {
  const { describe, names, arns, settings, domain } = scope;
  const component = apiComponent;
  const api = resourceId('httpApi', names.httpApi);
  const integration = resourceId('httpIntegration', names.httpApi);
  const functionName = names.function(component);
  return [
    describe('logGroup', names.httpApiLogGroup, { component, retentionDays: settings.logRetentionDays }),
    describe('httpApi', names.httpApi, { component, description: 'Takes orders' }),
    describe('httpIntegration', names.httpApi, {
      component,
      httpApi: api,
      target: `${arns.function(functionName)}:${liveAlias}`,
      timeoutMilliseconds: longestWaitMilliseconds,
      dependsOn: [api],
    }),
    ...routeKeys.map((routeKey) =>
      describe('httpRoute', `${names.httpApi}/${routeKey}`, {
        component,
        httpApi: api,
        integration,
        routeKey,
        dependsOn: [api, integration],
      }),
    ),
    describe('httpStage', `${names.httpApi}/$default`, {
      component,
      httpApi: api,
      stageName: '$default',
      throttle: settings.throttle,
      accessLog: { logGroupArn: arns.logGroup(names.httpApiLogGroup), format: accessLogFormat },
      dependsOn: [api, resourceId('logGroup', names.httpApiLogGroup)],
    }),
    ...(domain
      ? [
          describe('apiMapping', domain.name, {
            component,
            httpApi: api,
            stageName: '$default',
            dependsOn: [
              api,
              resourceId('domainName', domain.name),
              resourceId('httpStage', `${names.httpApi}/$default`),
            ],
          }),
        ]
      : []),
    describe('functionPermission', `${functionName}:${liveAlias}/${names.httpApi}`, {
      component,
      stage: 'switch',
      functionName,
      alias: liveAlias,
      statementId: 'http-api',
      principal: 'apigateway.amazonaws.com',
      httpApi: api,
      dependsOn: [api, ...(hasFunction ? [resourceId('functionAlias', `${functionName}:${liveAlias}`)] : [])],
    }),
  ];
}

/** The domain's name at API Gateway: free of charge, so it stays while the HTTP API comes and goes. */
export function customDomain({ describe, domain }: Scope): Resource[] {
  if (!domain) return [];
  const { name, certificateArn } = domain;
  return [describe('domainName', name, { component: apiComponent, certificateArn })];
}
