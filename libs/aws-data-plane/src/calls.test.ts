import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDataPlane, createLeanDataPlane, type DataPlane } from './data-plane.ts';
import { AwsServiceError } from './error.ts';

// What a real cloud does too rarely to wait for: resets, cut answers, wrong clocks, an abort in the middle of an answer.

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { 'x-amzn-requestid': 'r-1', ...headers }).end(JSON.stringify(body));
const reset: Answer = (request) => request.socket.resetAndDestroy();
const OK = json(200, {});
const UPDATE = { TableName: 't', Key: { pk: { S: 'a' } } };

let create = createDataPlane;

describe.each([
  ['undici', createDataPlane, 'UND_ERR_HEADERS_TIMEOUT'],
  ['node:net', createLeanDataPlane, 'ETIMEDOUT'],
])('over %s', (_transport, chosen, timedOut) => {
  beforeEach(() => {
    create = chosen;
  });

  test('throttling is retried, also for what is not idempotent', async () => {
    const { dp, seen } = await serving(json(400, { __type: 'x#ThrottlingException' }), OK);
    await dp.dynamodb.updateItem(UPDATE);
    expect(seen).toHaveLength(2);
  });

  test('a broken connection is retried only where repeating is harmless', async () => {
    const { dp, seen } = await serving(reset, OK, reset, reset, OK, reset);
    await dp.dynamodb.getItem(UPDATE);
    expect(seen).toHaveLength(2);
    const failure = await dp.dynamodb.updateItem(UPDATE).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      outcomeUnknown: true,
      statusCode: undefined,
      service: 'dynamodb',
      operation: 'UpdateItem',
    });
    expect((failure as Error).cause).toBeInstanceOf(Error);
    expect(seen).toHaveLength(3);
    await dp.dynamodb.updateItem(UPDATE, { idempotent: true });
    expect(seen).toHaveLength(5);
    await expect(
      dp.dynamodb.putItem({ TableName: 't', Item: {}, ConditionExpression: 'attribute_not_exists(pk)' }),
    ).rejects.toThrow(AwsServiceError);
    expect(seen).toHaveLength(6);
  });

  test('nobody listening is retried for everything, then named', async () => {
    const { dp, close } = await serving();
    await close();
    const failure = await dp.ses.sendEmail({ Content: {} }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ECONNREFUSED', outcomeUnknown: false, retryable: true });
  });

  test('an error keeps code, message, request id and members', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'no' }];
    const { dp, seen } = await serving(
      json(400, {
        __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
        Message: 'Transaction cancelled',
        CancellationReasons: reasons,
      }),
    );
    const failure = await dp.dynamodb
      .transactWriteItems({ TransactItems: [] })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'TransactionCanceledException',
      statusCode: 400,
      requestId: 'r-1',
      retryable: false,
      members: { CancellationReasons: reasons },
      message:
        'dynamodb TransactWriteItems: TransactionCanceledException: Transaction cancelled, HTTP 400, request r-1',
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toHaveProperty('ClientRequestToken');
  });

  test('a transaction is repeated with the same token', async () => {
    const { dp, seen } = await serving(reset, OK);
    await dp.dynamodb.transactWriteItems({ TransactItems: [] });
    expect(seen).toHaveLength(2);
    expect(seen[0]?.body).toBe(seen[1]?.body);
  });

  test.each([
    ['a page of a proxy', '<html><body>Bad gateway'],
    ['nothing', ''],
  ])('%s instead of an error is still an error', async (_, page) => {
    const { dp } = await serving((_request, response) => response.writeHead(403).end(page));
    await expect(dp.sns.publish({ TopicArn: 't', Message: 'm' })).rejects.toMatchObject({ code: 'Http403' });
    await expect(dp.sqs.getQueueAttributes({ QueueUrl: `${dp.url}/1/q` })).rejects.toMatchObject({
      code: 'Http403',
    });
  });

  test('an awsQuery error is read from its XML', async () => {
    const { dp } = await serving((_, response) =>
      response
        .writeHead(404)
        .end(
          '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic &lt;x&gt;</Message></Error><RequestId>r-2</RequestId></ErrorResponse>',
        ),
    );
    await expect(dp.sns.publish({ TopicArn: 't', Message: 'm' })).rejects.toMatchObject({
      code: 'NotFound',
      requestId: 'r-2',
      members: { Type: 'Sender' },
      message: expect.stringContaining('Topic <x>') as string,
    });
  });

  test('PublishBatch tells acknowledged entries from failed ones', async () => {
    const { dp, seen } = await serving((_, response) =>
      response.end(
        '<PublishBatchResponse><PublishBatchResult><Successful><member><Id>0</Id><MessageId>m-0</MessageId></member></Successful>' +
          '<Failed><member><Id>1</Id><Code>InternalError</Code><Message>a &amp; b</Message><SenderFault>false</SenderFault></member></Failed>' +
          '</PublishBatchResult></PublishBatchResponse>',
      ),
    );
    const answer = await dp.sns.publishBatch({
      TopicArn: 'arn:t',
      PublishBatchRequestEntries: [
        {
          Id: '0',
          Message: 'a=b&c d+é\u{1F600}\uD800',
          MessageAttributes: { 'k ü': { DataType: 'String', StringValue: '' } },
        },
        { Id: '1', Message: "it's (fine)!*" },
      ],
    });
    expect(answer).toEqual({
      Successful: [{ Id: '0', MessageId: 'm-0' }],
      Failed: [{ Id: '1', Code: 'InternalError', Message: 'a & b', SenderFault: false }],
    });
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      Action: 'PublishBatch',
      Version: '2010-03-31',
      TopicArn: 'arn:t',
      'PublishBatchRequestEntries.member.1.Id': '0',
      'PublishBatchRequestEntries.member.1.Message': 'a=b&c d+é\u{1F600}\uFFFD',
      'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name': 'k ü',
      'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.DataType': 'String',
      'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue': '',
      'PublishBatchRequestEntries.member.2.Id': '1',
      'PublishBatchRequestEntries.member.2.Message': "it's (fine)!*",
    });
  });

  test('a wrong clock is set by the answer', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString();
    const { dp, seen } = await serving(
      json(400, { __type: 'x#InvalidSignatureException', message: 'Signature not yet current' }, { date }),
      OK,
      OK,
    );
    await dp.dynamodb.getItem(UPDATE);
    await dp.dynamodb.getItem(UPDATE);
    expect(seen).toHaveLength(3);
    const hours = seen.map(({ headers }) => Number(String(headers['x-amz-date']).slice(9, 11)));
    expect([hours[1], hours[2]]).toEqual([((hours[0] ?? 0) + 23) % 24, ((hours[0] ?? 0) + 23) % 24]);
  });

  test('an abort ends a long poll at once, but never an answer that has begun', async () => {
    let finish: (() => void) | undefined;
    const { dp, seen, close } = await serving(
      () => undefined,
      (_, response) => {
        response.writeHead(200).write('{"Messages":');
        finish = () => response.end('[{"MessageId":"m"}]}');
      },
      OK,
    );
    const QueueUrl = `${dp.url}/1/q`;
    const first = new AbortController();
    const aborted = dp.sqs.receiveMessage({ QueueUrl }, { signal: first.signal });
    await expect.poll(() => seen.length).toBe(1);
    first.abort(new Error('stop'));
    await expect(aborted).rejects.toThrow('stop');

    const second = new AbortController();
    const answered = dp.sqs.receiveMessage({ QueueUrl }, { signal: second.signal });
    await expect.poll(() => finish !== undefined).toBe(true);
    // The head has left the server; our end has it once a call made after it is answered.
    await dp.sqs.getQueueAttributes({ QueueUrl });
    second.abort(new Error('stop'));
    finish?.();
    expect(await answered).toEqual({ Messages: [{ MessageId: 'm' }] });
    await expect(dp.sqs.receiveMessage({ QueueUrl }, { signal: second.signal })).rejects.toThrow('stop');
    await close();
  });

  test('a silent server is given up after the timeout', async () => {
    const { dp } = await serving(() => undefined);
    const failure = await dp.dynamodb.updateItem(UPDATE).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: timedOut, outcomeUnknown: true });
  });

  test('SQS is asked at the host of the queue', async () => {
    const there = await serving(json(200, { Attributes: { DelaySeconds: '0' } }));
    const dp = create({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    });
    cleanUps.push(() => dp.close());
    expect(await dp.sqs.getQueueAttributes({ QueueUrl: `${there.dp.url}/1/q` })).toEqual({
      Attributes: { DelaySeconds: '0' },
    });
  });

  test('no region: says what to set', () => {
    expect(() => create({ environment: {} })).toThrow('AWS_REGION');
  });
});

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that gives each answer once, then 400 to everything; and a data plane that speaks to it. */
async function serving(...answers: Answer[]): Promise<{
  dp: DataPlane & { url: string };
  seen: Seen[];
  close: () => Promise<void>;
}> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const answer = answers[seen.length] ?? answers.at(-1);
      seen.push({ headers: request.headers, body });
      answer?.(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  cleanUps.push(close);
  const plane = create({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestTimeoutMs: 1000,
  });
  cleanUps.push(() => plane.close());
  return { dp: { ...plane, url }, seen, close };
}
