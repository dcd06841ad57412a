import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startLocalCloud, type LocalCloud } from '@phaseline/local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataPlane, type DataPlane } from './data-plane.ts';
import { AwsServiceError } from './error.ts';

// AWS's own SDK sets up, the data plane does its calls: both must mean the same by them.
let cloud: LocalCloud;
let aws: DataPlane;
let sdk: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
beforeAll(async () => {
  cloud = await startLocalCloud();
  aws = createDataPlane({ environment: cloud.env });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sdk = { endpoint: cloud.url, region: cloud.region, credentials };
});
afterAll(async () => {
  await aws.close();
  await cloud.stop();
});

test('SQS: send, receive, hide, delete, by batch', async () => {
  const { QueueUrl = '' } = await new SQSClient(sdk).send(new CreateQueueCommand({ QueueName: 'q' }));
  const attribute = { DataType: 'String', StringValue: 'grün & "gut"' };
  await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'ä <one>', MessageAttributes: { colour: attribute } });
  const sent = await aws.sqs.sendMessageBatch({
    QueueUrl,
    Entries: [
      { Id: 'a', MessageBody: 'two' },
      { Id: 'b', MessageBody: 'bad\u0000character' },
    ],
  });
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a']);
  expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }]);
  const { Messages = [] } = await aws.sqs.receiveMessage({
    QueueUrl,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 0,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  expect(Messages.map(({ Body }) => Body)).toEqual(['ä <one>', 'two']);
  expect(Messages[0]).toMatchObject({
    Attributes: { ApproximateReceiveCount: '1' },
    MessageAttributes: { colour: attribute },
  });
  const [one, two] = Messages.map(({ ReceiptHandle }) => ReceiptHandle);
  const hidden = await aws.sqs.changeMessageVisibilityBatch({
    QueueUrl,
    Entries: [
      { Id: '0', ReceiptHandle: one ?? '', VisibilityTimeout: 0 },
      { Id: '1', ReceiptHandle: 'nonsense', VisibilityTimeout: 0 },
    ],
  });
  expect(hidden).toMatchObject({
    Successful: [{ Id: '0' }],
    Failed: [{ Id: '1', Code: 'ReceiptHandleIsInvalid' }],
  });
  await aws.sqs.deleteMessageBatch({ QueueUrl, Entries: [{ Id: '0', ReceiptHandle: two ?? '' }] });
  const { Attributes } = await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
});

test('SQS: a queue that is not there', async () => {
  const missing = aws.sqs.receiveMessage({
    QueueUrl: `${cloud.url}/${cloud.account}/missing`,
    WaitTimeSeconds: 0,
  });
  await expect(missing).rejects.toMatchObject({
    code: 'QueueDoesNotExist',
    statusCode: 400,
    retryable: false,
  });
});

test('SNS: publish, by one and by batch', async () => {
  const { TopicArn = '' } = await new SNSClient(sdk).send(new CreateTopicCommand({ Name: 't' }));
  const uuid = expect.stringMatching(/^[\da-f-]{36}$/) as string;
  expect(await aws.sns.publish({ TopicArn, Message: 'm', Subject: 's' })).toEqual({ MessageId: uuid });
  const answer = await aws.sns.publishBatch({
    TopicArn,
    PublishBatchRequestEntries: [
      { Id: 'a', Message: 'one' },
      { Id: 'b', Message: '' },
    ],
  });
  expect(answer.Successful).toEqual([{ Id: 'a', MessageId: uuid }]);
  expect(answer.Failed).toMatchObject([{ Id: 'b', SenderFault: true }]);
  await expect(aws.sns.publish({ TopicArn: `${TopicArn}-missing`, Message: 'm' })).rejects.toMatchObject({
    code: 'NotFound',
    statusCode: 404,
  });
});

test('DynamoDB: items, conditions, transactions', async () => {
  await new DynamoDBClient(sdk).send(
    new CreateTableCommand({
      TableName: 'table',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const TableName = 'table';
  const Key = { pk: { S: 'a' }, sk: { S: '1' } };
  await expect
    .poll(async () => (await aws.dynamodb.describeTable({ TableName })).Table.TableStatus)
    .toBe('ACTIVE');
  expect(await aws.dynamodb.getItem({ TableName, Key })).toEqual({});
  const Item = {
    ...Key,
    n: { N: '1' },
    tags: { SS: ['x'] },
    map: { M: { on: { BOOL: true }, none: { NULL: true } } },
  };
  await aws.dynamodb.putItem({ TableName, Item });
  expect(await aws.dynamodb.getItem({ TableName, Key, ConsistentRead: true })).toEqual({ Item });
  const updated = await aws.dynamodb.updateItem({
    TableName,
    Key,
    UpdateExpression: 'SET n = n + :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'UPDATED_NEW',
  });
  expect(updated.Attributes).toEqual({ n: { N: '2' } });
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  await expect(aws.dynamodb.putItem({ TableName, Item, ...condition })).rejects.toMatchObject({
    code: 'ConditionalCheckFailedException',
    retryable: false,
  });
  const failure = await aws.dynamodb
    .transactWriteItems({
      TransactItems: [
        { Put: { TableName, Item: { pk: { S: 'b' }, sk: { S: '1' } } } },
        { Put: { TableName, Item, ...condition } },
      ],
    })
    .catch((error: unknown) => error as AwsServiceError);
  expect(failure).toBeInstanceOf(AwsServiceError);
  expect(failure).toMatchObject({
    code: 'TransactionCanceledException',
    members: { CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }] },
  });
  const found = await aws.dynamodb.query({
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
  });
  expect(found).toMatchObject({ Count: 1, Items: [{ n: { N: '2' } }] });
  const batch = await aws.dynamodb.batchGetItem({ RequestItems: { table: { Keys: [Key] } } });
  expect(batch.Responses?.['table']).toHaveLength(1);
  await aws.dynamodb.deleteItem({ TableName, Key });
  expect(await aws.dynamodb.getItem({ TableName, Key })).toEqual({});
});

test('SES: sends, and says what is wrong', async () => {
  await new SESv2Client(sdk).send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop@example.com' }));
  const mail = {
    Destination: { ToAddresses: ['ada@example.com'] },
    Content: { Simple: { Subject: { Data: 'Grüße' }, Body: { Text: { Data: 'text' } } } },
  };
  const sent = await aws.ses.sendEmail({ ...mail, FromEmailAddress: 'shop@example.com' });
  expect(sent.MessageId).toMatch(/\S/);
  await expect(aws.ses.sendEmail({ ...mail, FromEmailAddress: 'not an address' })).rejects.toMatchObject({
    name: 'AwsServiceError',
    statusCode: 400,
    code: expect.stringMatching(/BadRequestException|MessageRejected/) as string,
  });
});

test('Logs: finds what fits, page by page', async () => {
  const logs = new CloudWatchLogsClient(sdk);
  const group = { logGroupName: '/aws/events/mail' };
  await logs.send(new CreateLogGroupCommand(group));
  await logs.send(new CreateLogStreamCommand({ ...group, logStreamName: 's' }));
  const timestamp = Date.now();
  const logEvents = ['a', 'ü'].map((order) => ({
    timestamp,
    message: JSON.stringify({ tags: { order: [order] } }),
  }));
  await logs.send(new PutLogEventsCommand({ ...group, logStreamName: 's', logEvents }));
  const find = async (order: string, startTime = timestamp) =>
    (
      await aws.logs.filterLogEvents({
        ...group,
        filterPattern: `{ $.tags.order[0] = "${order}" }`,
        startTime,
      })
    ).events;
  expect(await find('ü')).toMatchObject([{ timestamp, message: '{"tags":{"order":["ü"]}}' }]);
  expect(await find('b')).toEqual([]);
  expect(await find('a', timestamp + 1)).toEqual([]);
  await expect(aws.logs.filterLogEvents({ logGroupName: 'none' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    retryable: false,
  });
});

test.each(['throttle', 'error', 'reset'])(
  'the cloud fails with %s twice: the call still succeeds',
  async (kind) => {
    const { QueueUrl = '' } = await new SQSClient(sdk).send(
      new CreateQueueCommand({ QueueName: `faulty-${kind}` }),
    );
    const fault = { kind, service: 'sqs', operation: 'SendMessage', count: 2 };
    await fetch(`${cloud.url}/_cloud/faults`, { method: 'POST', body: JSON.stringify(fault) });
    const sent = await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'm' });
    expect(sent.MessageId).toMatch(/\S/);
  },
);
