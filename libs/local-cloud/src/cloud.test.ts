import { spawn } from 'node:child_process';
import { CreateLogGroupCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from './cloud.ts';
import { clientOptions, signedFetch } from './testing/client-options.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.stop());

const options = () => clientOptions(cloud);

describe('the SDK against the cloud', () => {
  it('is understood in every protocol', async () => {
    const sqs = new SQSClient(options());
    await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    const { QueueUrls } = await sqs.send(new ListQueuesCommand());
    expect(QueueUrls).toEqual([`${cloud.url}/000000000000/orders`]);
    const { Arn } = await new STSClient(options()).send(new GetCallerIdentityCommand());
    expect(Arn).toBe('arn:aws:iam::000000000000:root');
    const { Subnets } = await new EC2Client(options()).send(new DescribeSubnetsCommand());
    expect(Subnets?.map(({ CidrBlock }) => CidrBlock)).toEqual([
      '172.31.0.0/20',
      '172.31.16.0/20',
      '172.31.32.0/20',
    ]);
    const { TopicArn } = await new SNSClient(options()).send(
      new CreateTopicCommand({ Name: 'order-events' }),
    );
    expect(TopicArn).toBe('arn:aws:sns:us-east-1:000000000000:order-events');
  });

  it.each([
    [
      'json',
      () => new SQSClient(options()).send(new GetQueueUrlCommand({ QueueName: 'none' })),
      'QueueDoesNotExist',
      400,
    ],
    [
      'query',
      () => new IAMClient(options()).send(new GetRoleCommand({ RoleName: 'none' })),
      'NoSuchEntityException',
      404,
    ],
    [
      'ec2',
      () => new EC2Client(options()).send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-1'] })),
      'InvalidSubnetID.NotFound',
      400,
    ],
    [
      'rest',
      () => new SESv2Client(options()).send(new SendEmailCommand({ Content: {} })),
      'BadRequestException',
      400,
    ],
    [
      'sns',
      () =>
        new SNSClient(options()).send(
          new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:no', Message: 'x' }),
        ),
      'NotFoundException',
      404,
    ],
  ])('gets modelled errors by %s', async (_protocol, send, name, status) => {
    await expect(send()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  it('is told which operation is not built', async () => {
    await expect(new EC2Client(options()).send(new DescribeInstancesCommand())).rejects.toMatchObject({
      name: 'NotImplemented',
      message: "Operation DescribeInstances of service 'ec2' is not built in this local cloud.",
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('reaches a queue under the name it called the cloud by', async () => {
    const sqs = new SQSClient({ ...options(), endpoint: cloud.url.replace('127.0.0.1', 'localhost') });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'by-name' }));
    expect(new URL(QueueUrl ?? '').hostname).toBe('localhost');
  });
});

describe('a request that is no good', () => {
  const answer = async (response: Response) => ({ status: response.status, body: await response.text() });

  it('is refused without a signature, or with half of one', async () => {
    const unsigned = await answer(
      await fetch(cloud.url, { method: 'POST', headers: { 'x-amz-target': 'AmazonSQS.ListQueues' } }),
    );
    expect(unsigned).toMatchObject({
      status: 403,
      body: expect.stringContaining('MissingAuthenticationToken'),
    });
    const half = await answer(
      await fetch(cloud.url, { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' } }),
    );
    expect(half).toMatchObject({ status: 403, body: expect.stringContaining('IncompleteSignature') });
    const garbled = 'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0';
    expect(await answer(await fetch(cloud.url, { headers: { authorization: garbled } }))).toMatchObject({
      status: 403,
    });
  });

  it('names a service that is not there, or another region', async () => {
    const unknown = await answer(
      await signedFetch(cloud, 'kinesis', { target: 'Kinesis_20131202.ListStreams', body: '{}' }),
    );
    expect(unknown.status).toBe(501);
    expect(JSON.parse(unknown.body)).toMatchObject({
      __type: 'NotImplemented',
      message: "Service 'kinesis' (asked for ListStreams) is not built in this local cloud.",
    });
    await expect(
      new SQSClient({ ...options(), region: 'eu-west-1' }).send(new ListQueuesCommand()),
    ).rejects.toThrow("not 'eu-west-1'. This local cloud is region 'us-east-1'");
  });

  it.each([
    ['{"QueueName":', 'SerializationException'],
    ['{"QueueName":7}', 'SerializationException'],
    ['[]', 'SerializationException'],
    ['{}', 'MissingParameter'],
  ])('with the body %s is answered %s', async (body, code) => {
    const { status, body: text } = await answer(
      await signedFetch(cloud, 'sqs', { target: 'AmazonSQS.CreateQueue', body }),
    );
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ __type: `com.amazonaws.sqs#${code}` });
  });

  it('says in a header what query clients expect', async () => {
    const response = await signedFetch(cloud, 'sqs', {
      target: 'AmazonSQS.GetQueueUrl',
      body: '{"QueueName":"none"}',
    });
    expect(response.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  });
});

describe('starting and stopping', () => {
  it('says in one line that the port is taken', async () => {
    const { port } = new URL(cloud.url);
    await expect(startLocalCloud({ port: Number(port) })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use`,
    );
  });

  it.each([{ port: -1 }, { port: 70_000 }, { region: 'mars' }, { account: '12' }])(
    'refuses %j',
    async (bad) => {
      await expect(startLocalCloud(bad)).rejects.toThrow(RangeError);
    },
  );

  it('ends long polls when it stops', { timeout: 18_000 }, async () => {
    const own = await startLocalCloud();
    const sqs = new SQSClient({ ...clientOptions(own), maxAttempts: 1 });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    const ended = Promise.allSettled([poll]);
    await own.stop();
    // Answered empty, or cut: but not after its twenty seconds, which the test's own time would not allow.
    expect(await ended).toHaveLength(1);
    await own.stop();
  });
});

const hasCli = await run('aws', ['--version'], {}).then(({ code }) => code === 0);

describe.skipIf(!hasCli)('the aws CLI with nothing but the environment', () => {
  const aws = (...parameters: string[]) => run('aws', parameters, cloud.env);

  it('runs what it is built for, and shows errors', async () => {
    expect(JSON.parse((await aws('sts', 'get-caller-identity')).stdout)).toMatchObject({
      Account: '000000000000',
    });
    const vpcs = await aws(
      'ec2',
      'describe-vpcs',
      '--filters',
      'Name=is-default,Values=true',
      '--query',
      'Vpcs[0].CidrBlock',
      '--output',
      'text',
    );
    expect(vpcs.stdout.trim()).toBe('172.31.0.0/16');
    await new CloudWatchLogsClient(options()).send(new CreateLogGroupCommand({ logGroupName: '/ecs/cli' }));
    const retention = await aws(
      'logs',
      'put-retention-policy',
      '--log-group-name',
      '/ecs/cli',
      '--retention-in-days',
      '7',
    );
    expect(retention).toMatchObject({ code: 0 });
    const groups = await aws('logs', 'describe-log-groups', '--log-group-name-prefix', '/ecs/cli');
    expect(JSON.parse(groups.stdout)).toMatchObject({ logGroups: [{ retentionInDays: 7 }] });
    const missing = await aws('iam', 'get-role', '--role-name', 'none');
    expect(missing.stderr).toContain('(NoSuchEntity) when calling the GetRole operation');
    const unbuilt = await aws('kinesis', 'list-streams');
    expect(unbuilt.stderr).toContain(
      "Service 'kinesis' (asked for ListStreams) is not built in this local cloud.",
    );
  });
});

function run(command: string, parameters: string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(command, parameters, {
      env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    });
    const result = { code: -1, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (result.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (result.stderr += chunk.toString()));
    child.on('error', () => resolve(result));
    child.on('close', (code) => resolve({ ...result, code: code ?? -1 }));
  });
}
