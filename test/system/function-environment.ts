import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { startLocalCloud } from '@phaseline/local-cloud';
import type { Component } from '@phaseline/model';
import { buildLambda } from '@phaseline/scripts/build-lambda';

const TABLE = 'order-system';
const allow = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

/** A local cloud with topic, queue and table, into which the functions of `lambda/` go as they are built. */
export async function startFunctionEnvironment() {
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-functions-'));
  const cloud = await startLocalCloud();
  const config = {
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const clients = {
    apigateway: new ApiGatewayV2(config),
    dynamodb: new DynamoDB(config),
    iam: new IAM(config),
    lambda: new Lambda(config),
    logs: new CloudWatchLogs(config),
    sns: new SNS(config),
    sqs: new SQS(config),
  };
  const { dynamodb, iam, lambda, sns, sqs } = clients;
  const { TopicArn = '' } = await sns.createTopic({ Name: 'order-events' });
  const { QueueUrl = '' } = await sqs.createQueue({
    QueueName: 'analytics-service-queue',
    Attributes: { VisibilityTimeout: '60' },
  });
  const queueArn = `arn:aws:sqs:${cloud.region}:${cloud.account}:analytics-service-queue`;
  await sqs.setQueueAttributes({
    QueueUrl,
    Attributes: {
      Policy: allow({
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
      }),
    },
  });
  await sns.subscribe({
    TopicArn,
    Protocol: 'sqs',
    Endpoint: queueArn,
    Attributes: { RawMessageDelivery: 'true' },
  });
  const keys = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ] as const;
  await dynamodb.createTable({
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [...keys],
    AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
  });
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 30, minDelay: 1 }, { TableName: TABLE });
  const { Role } = await iam.createRole({
    RoleName: 'function',
    AssumeRolePolicyDocument: allow({
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  });
  await iam.putRolePolicy({
    RoleName: 'function',
    PolicyName: 'work',
    PolicyDocument: allow({ Action: ['dynamodb:*', 'logs:*', 'sns:Publish', 'sqs:*'], Resource: '*' }),
  });

  return {
    ...clients,
    cloud,
    queueUrl: QueueUrl,
    queueArn,
    topicArn: TopicArn,
    /** Builds `lambda/<component>` and creates the function of its zip. Answers its ARN. */
    async deploy(component: Component, name: string): Promise<string> {
      const { zip, codeSha256 } = await buildLambda(component, { outdir: join(folder, component) });
      const created = await lambda.createFunction({
        FunctionName: name,
        Role: Role?.Arn ?? '',
        Runtime: 'nodejs24.x',
        Handler: 'handler.handler',
        Timeout: 10,
        MemorySize: 512,
        Code: { ZipFile: await readFile(zip) },
        Environment: {
          Variables: {
            ENVIRONMENT: 'test',
            LOG_LEVEL: 'info',
            TABLE_NAME: TABLE,
            ORDER_EVENTS_TOPIC_ARN: TopicArn,
            QUEUE_URL: QueueUrl,
          },
        },
      });
      if (created.CodeSha256 !== codeSha256) throw new Error(`${name} is not the zip that was built`);
      await waitUntilFunctionActiveV2(
        { client: lambda, maxWaitTime: 30, minDelay: 1 },
        { FunctionName: name },
      );
      return created.FunctionArn ?? '';
    },
    /** The JSON lines that a function has logged so far. */
    async logLines(name: string): Promise<Record<string, unknown>[]> {
      const logGroupName = `/aws/lambda/${name}`;
      const { events = [] } = await clients.logs
        .filterLogEvents({ logGroupName })
        .catch(() => ({ events: [] }));
      const lines = events.map(({ message = '' }) => message).filter((message) => message.startsWith('{'));
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    async stop(): Promise<void> {
      for (const client of Object.values(clients)) client.destroy();
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type FunctionEnvironment = Awaited<ReturnType<typeof startFunctionEnvironment>>;
