import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  GetApiCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApi, proxyTo } from './testing/create-http-api.ts';
import { startGateway, type TestGateway } from './testing/start-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const text = async (url: string): Promise<string> => (await fetch(url)).text();

describe('CreateApi', () => {
  it('with a target makes integration, route and stage: it answers at once', async () => {
    const Target = gateway.handle('quick', () => 'quick');
    const { ApiEndpoint, ApiId } = await gateway.client.send(
      new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target, Tags: { a: '1' } }),
    );
    expect(ApiEndpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await text(`${ApiEndpoint}/any/path`)).toBe('quick');
    const stage = await gateway.client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
    expect(stage).toMatchObject({ AutoDeploy: true, ApiGatewayManaged: true });
    const { Items } = await gateway.client.send(new GetApisCommand());
    expect(Items?.find((api) => api.ApiId === ApiId)).toMatchObject({
      Name: 'quick',
      ProtocolType: 'HTTP',
      Tags: { a: '1' },
      CreatedDate: expect.any(Date) as Date,
    });
    await gateway.client.send(new DeleteApiCommand({ ApiId }));
    await expect(fetch(ApiEndpoint ?? '')).rejects.toThrow('fetch failed');
    await expect(gateway.client.send(new GetApiCommand({ ApiId }))).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses what is not built here, saying so', async () => {
    const refused = { name: 'BadRequestException', $metadata: { httpStatusCode: 400 } };
    const send = gateway.client.send.bind(gateway.client);
    await expect(send(new CreateApiCommand({ Name: 'ws', ProtocolType: 'WEBSOCKET' }))).rejects.toMatchObject(
      refused,
    );
    const { ApiId } = await send(new CreateApiCommand({ Name: 'x', ProtocolType: 'HTTP' }));
    await expect(
      send(new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: 'arn:x' })),
    ).rejects.toMatchObject(refused);
    await expect(send(new CreateRouteCommand({ ApiId, RouteKey: 'orders' }))).rejects.toMatchObject(refused);
  });
});

describe('changes', () => {
  it('are served at once by a stage that deploys by itself', async () => {
    const old = gateway.handle('old', () => 'old');
    const fresh = gateway.handle('fresh', () => 'fresh');
    const { client } = gateway;
    const {
      apiId: ApiId,
      url,
      integrationId,
    } = await createHttpApi(gateway, {
      routes: ['GET /a'],
      integration: proxyTo(old),
    });
    expect(await text(`${url}/a`)).toBe('old');
    await client.send(
      new UpdateIntegrationCommand({ ApiId, IntegrationId: integrationId, IntegrationUri: fresh }),
    );
    expect(await text(`${url}/a`)).toBe('fresh');
    const { Items: [route] = [] } = await client.send(new GetRoutesCommand({ ApiId }));
    await client.send(new UpdateRouteCommand({ ApiId, RouteId: route?.RouteId, RouteKey: 'GET /b' }));
    expect([(await fetch(`${url}/a`)).status, await text(`${url}/b`)]).toEqual([404, 'fresh']);
    await expect(
      client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId: integrationId })),
    ).rejects.toMatchObject({ name: 'ConflictException' });
    await client.send(new DeleteRouteCommand({ ApiId, RouteId: route?.RouteId }));
    await client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId: integrationId }));
    expect((await client.send(new GetIntegrationsCommand({ ApiId }))).Items).toEqual([]);
    expect((await fetch(`${url}/b`)).status).toBe(404);
  });

  it('wait for a deployment in any other stage', async () => {
    const arn = gateway.handle('manual', () => 'manual');
    const { client } = gateway;
    const {
      apiId: ApiId,
      url,
      integrationId,
    } = await createHttpApi(gateway, {
      routes: ['GET /a'],
      integration: proxyTo(arn),
      stage: { AutoDeploy: false },
    });
    expect((await fetch(`${url}/a`)).status).toBe(404);
    await client.send(new CreateDeploymentCommand({ ApiId, StageName: '$default' }));
    const Target = `integrations/${integrationId}`;
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /b', Target }));
    expect([await text(`${url}/a`), (await fetch(`${url}/b`)).status]).toEqual(['manual', 404]);
    await client.send(new CreateDeploymentCommand({ ApiId, StageName: '$default' }));
    expect(await text(`${url}/b`)).toBe('manual');
    const { Items } = await client.send(new GetDeploymentsCommand({ ApiId }));
    expect(Items?.map(({ DeploymentStatus }) => DeploymentStatus)).toEqual(['DEPLOYED', 'DEPLOYED']);
  });

  it('may not make two of the same', async () => {
    const { apiId: ApiId } = await createHttpApi(gateway, {
      routes: ['GET /a'],
      integration: proxyTo(gateway.handle('twice', () => 1)),
    });
    const conflict = { name: 'ConflictException', $metadata: { httpStatusCode: 409 } };
    const { client } = gateway;
    await expect(client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }))).rejects.toMatchObject(
      conflict,
    );
    await expect(client.send(new CreateStageCommand({ ApiId, StageName: '$default' }))).rejects.toMatchObject(
      conflict,
    );
  });

  it('of name, CORS and tags are kept', async () => {
    const { client } = gateway;
    const { ApiId } = await client.send(
      new CreateApiCommand({
        Name: 'before',
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowOrigins: ['*'] },
      }),
    );
    await client.send(new UpdateApiCommand({ ApiId, Name: 'after' }));
    expect(await client.send(new GetApiCommand({ ApiId }))).toMatchObject({
      Name: 'after',
      CorsConfiguration: { AllowOrigins: ['*'] },
    });
    await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
    expect((await client.send(new GetApiCommand({ ApiId }))).CorsConfiguration).toBeUndefined();
    const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
  });
});

it('an HTTP_PROXY integration sends the request on and its answer back', async () => {
  const target = createServer((request, response) => {
    const { method, url, headers } = request;
    response.writeHead(201, { 'x-from': 'target', 'content-type': 'application/json' });
    response.end(JSON.stringify({ method, url, custom: headers['x-custom'] }));
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  const { url } = await createHttpApi(gateway, {
    routes: ['ANY /shop/{proxy+}'],
    integration: {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${origin}/{proxy}`,
    },
  });
  const answer = await fetch(`${url}/shop/orders/1?a=b`, {
    method: 'PATCH',
    headers: { 'x-custom': 'yes' },
    body: 'x',
  });
  expect([answer.status, answer.headers.get('x-from')]).toEqual([201, 'target']);
  expect(await answer.json()).toEqual({ method: 'PATCH', url: '/orders/1?a=b', custom: 'yes' });
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
  expect((await fetch(`${url}/shop/orders/1`)).status).toBe(503);
});

it('comes back after a restart under the address it had', async () => {
  const first = await startGateway();
  const arn = first.handle('kept', () => 'kept');
  const { url } = await createHttpApi(first, { routes: ['GET /'], integration: proxyTo(arn) });
  const snapshot = JSON.parse(JSON.stringify(first.service.snapshot?.())) as unknown;
  await first.stop();
  const second = await startGateway({ snapshot });
  second.handle('kept', () => 'kept');
  expect(await text(url)).toBe('kept');
  await second.stop();
});
