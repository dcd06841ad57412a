import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startLambda, type LambdaFixture } from './testing/start-lambda.ts';

let fixture: LambdaFixture;
beforeAll(async () => {
  fixture = await startLambda();
});
afterAll(() => fixture.stop());

const enabled = (UUID: string | undefined, state = 'Enabled') =>
  vi.waitFor(async () => expect((await fixture.lambda.getEventSourceMapping({ UUID })).State).toBe(state), {
    timeout: 60_000,
    interval: 50,
  });
const left = async (url: string) => {
  const { Attributes = {} } = await fixture.sqs.getQueueAttributes({
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  return Object.values(Attributes).map(Number);
};
const said = async (fn: string, text: string) => {
  const { events = [] } = await fixture.logs.filterLogEvents({
    logGroupName: `/aws/lambda/${fn}`,
    filterPattern: `"${text}"`,
  });
  return events.map(({ message = '' }) => message);
};

it('feeds a function from a queue, in the shape AWS gives records, and goes through its states', async () => {
  const { url, arn } = await fixture.queue('orders');
  await fixture.create(
    'worker',
    `export const handler = async (event) => { console.log('EVENT' + JSON.stringify(event)); };`,
  );
  const created = await fixture.lambda.createEventSourceMapping({
    EventSourceArn: arn,
    FunctionName: 'worker',
    BatchSize: 5,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  expect(created.$metadata.httpStatusCode).toBe(202);
  expect(created).toMatchObject({ State: 'Creating', StateTransitionReason: 'USER_INITIATED', BatchSize: 5 });
  await expect(
    fixture.lambda.createEventSourceMapping({ EventSourceArn: arn, FunctionName: 'worker' }),
  ).rejects.toMatchObject({ name: 'ResourceConflictException' });
  await expect(
    fixture.lambda.updateEventSourceMapping({ UUID: created.UUID, BatchSize: 1 }),
  ).rejects.toMatchObject({ name: 'ResourceInUseException' });
  await enabled(created.UUID);
  const sent = await fixture.sqs.sendMessage({
    QueueUrl: url,
    MessageBody: 'hello',
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'greeting' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    },
  });
  const [line = ''] = await vi.waitFor(
    async () => {
      const lines = await said('worker', 'EVENT');
      expect(lines).toHaveLength(1);
      return lines;
    },
    { timeout: 60_000, interval: 50 },
  );
  expect(JSON.parse(line.slice(line.indexOf('EVENT') + 5))).toEqual({
    Records: [
      {
        messageId: sent.MessageId,
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          kind: { stringValue: 'greeting', stringListValues: [], binaryListValues: [], dataType: 'String' },
          raw: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfMessageAttributes: sent.MD5OfMessageAttributes,
        md5OfBody: sent.MD5OfMessageBody,
        eventSource: 'aws:sqs',
        eventSourceARN: arn,
        awsRegion: 'us-east-1',
      },
    ],
  });
  await vi.waitFor(async () => expect(await left(url)).toEqual([0, 0]), { timeout: 60_000, interval: 50 });

  const disabling = await fixture.lambda.updateEventSourceMapping({ UUID: created.UUID, Enabled: false });
  expect(disabling.State).toBe('Disabling');
  await enabled(created.UUID, 'Disabled');
  await fixture.sqs.sendMessage({ QueueUrl: url, MessageBody: 'kept' });
  expect(await left(url)).toEqual([1, 0]);
  const deleted = await fixture.lambda.deleteEventSourceMapping({ UUID: created.UUID });
  expect(deleted.State).toBe('Deleting');
  await vi.waitFor(
    () =>
      expect(fixture.lambda.getEventSourceMapping({ UUID: created.UUID })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      }),
    { timeout: 60_000, interval: 50 },
  );
  expect(await left(url)).toEqual([1, 0]);
});

it('leaves what the function reports as failed to the queue, which sends it to the dead letters', async () => {
  const dead = await fixture.queue('partial-dlq');
  const { url, arn } = await fixture.queue('partial', {
    VisibilityTimeout: '2',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: '2' }),
  });
  await fixture.create(
    'partial',
    `export const handler = async ({ Records }) => ({
       batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })),
     });`,
    { Timeout: 2 },
  );
  const { UUID } = await fixture.lambda.createEventSourceMapping({
    EventSourceArn: arn,
    FunctionName: 'partial',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: [{ 'anything-but': 'unwanted' }] }) }] },
  });
  await enabled(UUID);
  await fixture.sqs.sendMessageBatch({
    QueueUrl: url,
    Entries: ['good', 'bad', 'unwanted'].map((MessageBody) => ({ Id: MessageBody, MessageBody })),
  });
  await vi.waitFor(async () => expect(await left(dead.url)).toEqual([1, 0]), {
    timeout: 60_000,
    interval: 100,
  });
  expect(await left(url)).toEqual([0, 0]);
  const { Messages = [] } = await fixture.sqs.receiveMessage({ QueueUrl: dead.url });
  expect(Messages.map(({ Body }) => Body)).toEqual(['bad']);
});

it('refuses what AWS refuses', async () => {
  const { arn } = await fixture.queue('short', { VisibilityTimeout: '5' });
  await fixture.create('slow', 'export const handler = () => undefined;', { Timeout: 60 });
  const create = (more: object) =>
    fixture.lambda.createEventSourceMapping({ EventSourceArn: arn, FunctionName: 'slow', ...more });
  await expect(create({})).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Queue visibility timeout: 5 seconds is less than Function timeout: 60 seconds',
  });
  await expect(create({ EventSourceArn: `${arn}-absent` })).rejects.toThrow('does not exist');
  await expect(create({ BatchSize: 11 })).rejects.toThrow('Maximum batch window');
  await expect(create({ ScalingConfig: { MaximumConcurrency: 1 } })).rejects.toThrow(
    'greater than or equal to 2',
  );
  await expect(create({ StartingPosition: 'LATEST' })).rejects.toThrow('StartingPosition');
  await fixture.iam.putRolePolicy({
    RoleName: 'functions',
    PolicyName: 'none',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 'sqs:ReceiveMessage', Resource: arn }],
    }),
  });
  await expect(create({})).rejects.toThrow(
    'The provided execution role does not have permissions to call ReceiveMessage on SQS',
  );
});

it('a mapping whose alias goes while it is made is there all the same, and has nobody to call', async () => {
  const { arn } = await fixture.queue('nobody');
  await fixture.create('gone', 'export const handler = async () => {};');
  await fixture.lambda.createAlias({ FunctionName: 'gone', Name: 'live', FunctionVersion: '$LATEST' });
  const { UUID } = await fixture.lambda.createEventSourceMapping({
    EventSourceArn: arn,
    FunctionName: 'gone:live',
  });
  await fixture.lambda.deleteAlias({ FunctionName: 'gone', Name: 'live' });
  await expect
    .poll(async () => (await fixture.lambda.getEventSourceMapping({ UUID })).State, { timeout: 60_000 })
    .toBe('Enabled');
});
