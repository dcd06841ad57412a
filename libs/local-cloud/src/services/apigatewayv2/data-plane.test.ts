import { UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import { createHttpApi, proxyTo } from './testing/create-http-api.ts';
import { startGateway, type Event, type TestGateway } from './testing/start-gateway.ts';

const clock = createManualClock(Date.UTC(2026, 2, 12, 19, 3, 58));
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ clock });
});
afterAll(() => gateway.stop());

describe('a function behind an HTTP API', () => {
  it("gets the event in AWS's shape of format 2.0", async () => {
    const echo = gateway.handle('echo', (event: Event, sourceArn) => ({ event, sourceArn }));
    const { url, apiId } = await createHttpApi(gateway, {
      routes: ['POST /orders/{id}'],
      integration: proxyTo(echo),
    });
    const answer = await fetch(`${url}/orders/a%20b?sku=1&sku=2&x=%26`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        Cookie: 'a=1; b=2',
        'X-Custom': 'One',
        'user-agent': 'test',
      },
      body: '{"ü":1}',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { event, sourceArn } = (await answer.json()) as Event;
    const host = new URL(url).host;
    expect(sourceArn).toBe(`arn:aws:execute-api:us-east-1:123456789012:${apiId}/$default/POST/orders/{id}`);
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'POST /orders/{id}',
      rawPath: '/orders/a%20b',
      rawQueryString: 'sku=1&sku=2&x=%26',
      cookies: ['a=1', 'b=2'],
      headers: expect.objectContaining({
        host,
        'content-type': 'application/json',
        'content-length': '8',
        'x-custom': 'One',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      }),
      queryStringParameters: { sku: '1,2', x: '&' },
      requestContext: {
        accountId: '123456789012',
        apiId,
        domainName: host,
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/orders/a%20b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.stringMatching(/^[\w+-]{15}=$/),
        routeKey: 'POST /orders/{id}',
        stage: '$default',
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: clock.now(),
      },
      pathParameters: { id: 'a b' },
      body: '{"ü":1}',
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(answer.headers.get('apigw-requestid')).toBe(event.requestContext.requestId);
  });

  it('gets what is no text as base64, and answers bytes by base64', async () => {
    const echo = gateway.handle('bytes', ({ body, isBase64Encoded }: Event) => ({
      statusCode: 201,
      headers: { 'content-type': 'application/octet-stream' },
      cookies: ['a=1; Secure', 'b=2'],
      body,
      isBase64Encoded,
    }));
    const { url } = await createHttpApi(gateway, { routes: ['$default'], integration: proxyTo(echo) });
    const bytes = new Uint8Array([0, 255, 128, 7]);
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('gets format 1.0 where the integration asks for it, and must answer in it', async () => {
    let seen: Event;
    const v1 = gateway.handle('v1', (event: Event) => {
      seen = event;
      return event.path === '/bad'
        ? { hello: 1 }
        : { statusCode: '202', multiValueHeaders: { 'x-many': ['1', '2'] }, body: 'ok' };
    });
    const { url } = await createHttpApi(gateway, {
      routes: ['ANY /{proxy+}'],
      integration: proxyTo(v1, '1.0'),
    });
    const answer = await fetch(`${url}/a/b?x=1&x=2`);
    expect([answer.status, await answer.text(), answer.headers.get('x-many')]).toEqual([202, 'ok', '1, 2']);
    expect(seen).toMatchObject({
      version: '1.0',
      resource: '/{proxy+}',
      path: '/a/b',
      httpMethod: 'GET',
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { proxy: 'a/b' },
      body: null,
    });
    expect((await fetch(`${url}/bad`)).status).toBe(500);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no')), 500, 'Internal Server Error'],
    ['answers nonsense', () => ({ statusCode: 'x' }), 500, 'Internal Server Error'],
    [
      'answers a header that HTTP does not have',
      () => ({ statusCode: 200, headers: { 'a b': '1' } }),
      500,
      'Internal Server Error',
    ],
    [
      'does not allow the API',
      () => Promise.reject(new AwsError('AccessDeniedException', 'no')),
      500,
      'Internal Server Error',
    ],
    [
      'is throttled',
      () => Promise.reject(new AwsError('TooManyRequestsException', 'Rate exceeded')),
      503,
      'Service Unavailable',
    ],
    ['is too slow', () => new Promise(() => {}), 503, 'Service Unavailable'],
  ])('is answered for when it %s', async (name, handler, status, message) => {
    const arn = gateway.handle(name.replaceAll(' ', '-'), handler);
    const { url } = await createHttpApi(gateway, {
      routes: ['$default'],
      integration: { ...proxyTo(arn), TimeoutInMillis: name === 'is too slow' ? 50 : 5000 },
    });
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });

  it.each([
    ['text', 'Hello', 'Hello'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['a list', [1], '[1]'],
  ])('may answer just %s', async (_name, value, body) => {
    const arn = gateway.handle('inferred', () => value);
    const { url } = await createHttpApi(gateway, { routes: ['$default'], integration: proxyTo(arn) });
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, body]);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });
});

describe('a stage', () => {
  it('answers 404 where no route is, and 413 over 10 MB', async () => {
    const arn = gateway.handle('orders', () => 'ok');
    const { url } = await createHttpApi(gateway, { routes: ['POST /orders'], integration: proxyTo(arn) });
    const missing = await fetch(`${url}/nothing`);
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
    const large = await fetch(`${url}/orders`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([large.status, await large.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('throttles by tokens: burst at once, then the rate', async () => {
    const arn = gateway.handle('paced', () => 'ok');
    const { url, apiId } = await createHttpApi(gateway, {
      routes: ['GET /a', 'GET /b'],
      integration: proxyTo(arn),
      stage: { DefaultRouteSettings: { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 2 } },
    });
    const ask = async (count: number, path = '/a') =>
      (await Promise.all(Array.from({ length: count }, () => fetch(url + path)))).filter(
        ({ status }) => status === 200,
      ).length;
    expect(await ask(5)).toBe(3);
    const refused = await fetch(`${url}/a`);
    expect([refused.status, await refused.json()]).toEqual([429, { message: 'Too Many Requests' }]);
    clock.advance(1000);
    expect(await ask(5)).toBe(2);
    await gateway.client.send(
      new UpdateStageCommand({
        ApiId: apiId,
        StageName: '$default',
        RouteSettings: { 'GET /b': { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 } },
      }),
    );
    expect(await ask(3, '/b')).toBe(1);
  });

  it('writes a line a request in its own format', async () => {
    const arn = gateway.handle('logged', ({ rawPath }: Event) => {
      if (rawPath === '/fail') throw new Error('no');
      return 'ok';
    });
    const { url } = await createHttpApi(gateway, {
      routes: ['GET /{any}'],
      integration: proxyTo(arn),
      stage: {
        AccessLogSettings: {
          DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/http-api/pubsub-api',
          Format:
            '$context.requestId $context.httpMethod $context.routeKey $context.status $context.responseLength [$context.requestTime] $context.error.message $context.nothing',
        },
      },
    });
    const id = (await fetch(`${url}/ok`)).headers.get('apigw-requestid');
    await fetch(`${url}/fail`);
    await expect.poll(() => gateway.lines.length).toBe(2);
    expect(gateway.lines[0]).toMatchObject({ group: '/aws/http-api/pubsub-api' });
    expect(gateway.lines[0]?.message).toMatch(
      /^(\S+) GET GET \/\{any\} 200 2 \[12\/Mar\/2026:[\d:]+ \+0000\] - -$/,
    );
    expect(gateway.lines[0]?.message.startsWith(`${id} `)).toBe(true);
    expect(gateway.lines[1]?.message).toMatch(/ 500 35 .* Internal Server Error -$/);
  });

  it('answers preflights itself, and its CORS headers are the only ones', async () => {
    const arn = gateway.handle('cors', () => ({
      statusCode: 200,
      headers: { 'access-control-allow-origin': 'https://evil.example' },
      body: 'ok',
    }));
    const { url } = await createHttpApi(gateway, {
      routes: ['POST /orders'],
      integration: proxyTo(arn),
      api: {
        CorsConfiguration: {
          AllowOrigins: ['https://shop.example'],
          AllowMethods: ['POST'],
          AllowHeaders: ['content-type'],
          MaxAge: 300,
        },
      },
    });
    const preflight = await fetch(`${url}/orders`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '300',
    });
    const post = (origin: string) => fetch(`${url}/orders`, { method: 'POST', headers: { origin } });
    const own = await post('https://shop.example');
    expect(own.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const foreign = await post('https://evil.example');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });

  it('is told apart by the first segment of the path', async () => {
    const arn = gateway.handle('staged', ({ rawPath, requestContext, stageVariables }: Event) => ({
      rawPath,
      stage: requestContext.stage,
      stageVariables,
    }));
    const { url } = await createHttpApi(gateway, {
      routes: ['GET /orders'],
      integration: proxyTo(arn),
      stage: { StageName: 'dev', StageVariables: { color: 'blue' } },
    });
    expect((await fetch(`${url}/orders`)).status).toBe(404);
    expect(await (await fetch(`${url}/dev/orders`)).json()).toEqual({
      rawPath: '/dev/orders',
      stage: 'dev',
      stageVariables: { color: 'blue' },
    });
  });
});
