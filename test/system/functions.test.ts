import { randomBytes, randomUUID } from 'node:crypto';
import { sampleOrderPlaced, sampleOrderRequest } from '@phaseline/contracts';
import { canaryAnswer, canaryBatch } from '@phaseline/reconciler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFunctionEnvironment, type FunctionEnvironment } from './function-environment.ts';

const patience = { timeout: 60_000, interval: 100 };
let environment: FunctionEnvironment;
let url = '';

beforeAll(async () => {
  environment = await startFunctionEnvironment();
}, 120_000);
afterAll(() => environment?.stop());

const order = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(sampleOrderRequest),
  });

describe('the order API as a function behind an HTTP API', { timeout: 120_000 }, () => {
  let functionArn = '';
  let apiId = '';

  beforeAll(async () => {
    const { apigateway } = environment;
    functionArn = await environment.deploy('order-publisher', 'order-publisher-lambda');
    const api = await apigateway.createApi({ Name: 'pubsub-api', ProtocolType: 'HTTP' });
    apiId = api.ApiId ?? '';
    url = api.ApiEndpoint ?? '';
    const { IntegrationId } = await apigateway.createIntegration({
      ApiId: apiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn,
      PayloadFormatVersion: '2.0',
    });
    const Target = `integrations/${IntegrationId}`;
    await apigateway.createRoute({ ApiId: apiId, RouteKey: 'ANY /{proxy+}', Target });
    await apigateway.createStage({ ApiId: apiId, StageName: '$default', AutoDeploy: true });
  }, 120_000);

  test('answers 500, as AWS does, until the API may invoke the function; another API’s permission is none', async () => {
    const refused = await order();
    expect(refused.status).toBe(500);
    expect(await refused.json()).toEqual({ message: 'Internal Server Error' });
    const base = `arn:aws:execute-api:${environment.cloud.region}:${environment.cloud.account}`;
    const permit = (StatementId: string, api: string): Promise<unknown> =>
      environment.lambda.addPermission({
        FunctionName: functionArn,
        StatementId,
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `${base}:${api}/*/*/*`,
      });
    await permit('another', 'zzzzzzzzzz');
    expect((await order()).status).toBe(500);
    await permit('this', apiId);
    expect((await order()).status).toBe(202);
  });

  test('takes an order, shows it, and refuses what is no order', async () => {
    const accepted = await order({ 'idempotency-key': randomUUID() });
    expect(accepted.status).toBe(202);
    const { orderId } = (await accepted.json()) as { orderId: string };
    const shown = await fetch(`${url}${accepted.headers.get('location')}`);
    expect(shown.status).toBe(200);
    expect(await shown.json()).toMatchObject({ orderId });
    const refused = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"items":[]}',
    });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  });

  test('carries the caller’s trace to its log line', async () => {
    const traceId = randomBytes(16).toString('hex');
    await order({ traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` });
    await expect
      .poll(() => environment.logLines('order-publisher-lambda'), patience)
      .toContainEqual(expect.objectContaining({ traceId, msg: 'request', status: 202 }));
  });
});

describe('a worker as a function behind its queue', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await environment.deploy('analytics-service', 'analytics-lambda');
    await environment.lambda.createEventSourceMapping({
      FunctionName: 'analytics-lambda',
      EventSourceArn: environment.queueArn,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  }, 120_000);

  const newOrder = () => ({ ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() });
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  const outcomes = async (): Promise<Record<string, unknown>[]> =>
    (await environment.logLines('analytics-lambda')).filter(({ msg }) => msg === 'message done');

  // What a phase switch tries a version with.
  test('does the canary of a batch and reports its poison, and nothing else', async () => {
    const { Payload } = await environment.lambda.invoke({
      FunctionName: 'analytics-lambda',
      Payload: JSON.stringify(canaryBatch),
    });
    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual(canaryAnswer);
  });

  test('logs the trace of whoever placed the order, through API, topic and queue', async () => {
    const traceId = randomBytes(16).toString('hex');
    const accepted = await order({ traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` });
    expect(accepted.status).toBe(202);
    await expect
      .poll(outcomes, patience)
      .toContainEqual(expect.objectContaining({ traceId, eventType: 'order.placed', outcome: 'done' }));
  });

  test('logs the trace that the publisher’s traceparent says', async () => {
    const traceId = randomBytes(16).toString('hex');
    const order = newOrder();
    await environment.sqs.sendMessage({
      QueueUrl: environment.queueUrl,
      MessageBody: JSON.stringify(order),
      MessageAttributes: {
        eventId: attribute(order.eventId),
        eventType: attribute(order.type),
        traceparent: attribute(`00-${traceId}-${randomBytes(8).toString('hex')}-01`),
      },
    });
    await expect
      .poll(outcomes, patience)
      .toContainEqual(expect.objectContaining({ traceId, eventId: order.eventId, outcome: 'done' }));
  });

  test('logs X-Ray’s trace where there is no traceparent', async () => {
    const [seconds, rest] = ['6926e000', randomBytes(12).toString('hex')];
    const order = newOrder();
    await environment.sqs.sendMessage({
      QueueUrl: environment.queueUrl,
      MessageBody: JSON.stringify(order),
      MessageAttributes: { eventId: attribute(order.eventId), eventType: attribute(order.type) },
      MessageSystemAttributes: {
        AWSTraceHeader: attribute(
          `Root=1-${seconds}-${rest};Parent=${randomBytes(8).toString('hex')};Sampled=1`,
        ),
      },
    });
    await expect
      .poll(outcomes, patience)
      .toContainEqual(expect.objectContaining({ traceId: seconds + rest, eventId: order.eventId }));
  });
});
