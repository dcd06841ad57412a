import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipFiles } from '@phaseline/scripts/bundle/zip';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AwsCommandLine, isInstalled, startAwsCommandLine } from './aws-command-line.ts';

const WORKER = `export const handler = async (event) => {
  for (const { body } of event.Records ?? []) console.log('worked on', body);
  return { batchItemFailures: [], greeting: 'one' };
};`;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

// The commands that set phases hybrid and serverless up by hand.
describe.skipIf(!isInstalled)('the aws command line with functions', { timeout: 300_000 }, () => {
  let line: AwsCommandLine;
  let queueUrl = '';
  let functionArn = '';
  const lambda = (...parameters: string[]) => line.awsJson('lambda', ...parameters);
  const gateway = (...parameters: string[]) => line.awsJson('apigatewayv2', ...parameters);

  /** A deployment package in a file, as --zip-file takes it. */
  const zipped = (name: string, source: string): string => {
    const file = join(line.folder, name);
    writeFileSync(file, zipFiles({ 'index.mjs': Buffer.from(source) }).bytes);
    return `fileb://${file}`;
  };
  const invoke = async (payload: object): Promise<unknown> => {
    const [event, answer] = [join(line.folder, 'event.json'), join(line.folder, 'answer.json')];
    writeFileSync(event, JSON.stringify(payload));
    const called = ['--function-name', 'email-lambda', '--payload', `fileb://${event}`];
    expect(await lambda('invoke', ...called, answer)).toMatchObject({ StatusCode: 200 });
    return JSON.parse(readFileSync(answer, 'utf8'));
  };

  beforeAll(async () => {
    line = await startAwsCommandLine();
  }, 120_000);
  afterAll(() => line?.stop());

  test('a role, a queue, and a function created from a zip', async () => {
    const { aws } = line;
    const role = ['--role-name', 'email-lambda-role'];
    await aws('iam', 'create-role', ...role, '--assume-role-policy-document', trust);
    const policy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole';
    await aws('iam', 'attach-role-policy', ...role, '--policy-arn', policy);
    const roleArn = await aws('iam', 'get-role', ...role, '--query', 'Role.Arn', '--output', 'text');
    const queue = ['--queue-name', 'email-service-queue', '--attributes', 'VisibilityTimeout=60'];
    queueUrl = await aws('sqs', 'create-queue', ...queue, '--query', 'QueueUrl', '--output', 'text');
    const created = await lambda(
      'create-function',
      '--function-name',
      'email-lambda',
      '--runtime',
      'nodejs24.x',
      '--handler',
      'index.handler',
      '--role',
      roleArn,
      '--timeout',
      '10',
      '--architectures',
      'arm64',
      '--memory-size',
      '256',
      '--environment',
      'Variables={LOG_LEVEL=info}',
      '--zip-file',
      zipped('one.zip', WORKER),
    );
    expect(created).toMatchObject({ FunctionName: 'email-lambda', State: 'Pending' });
    functionArn = String(created['FunctionArn']);
    await aws('lambda', 'wait', 'function-active-v2', '--function-name', 'email-lambda');
    expect(await invoke({})).toMatchObject({ greeting: 'one' });
  });

  test('a queue feeds it through an event source mapping', async () => {
    const { aws } = line;
    const queueArn = await aws(
      'sqs',
      'get-queue-attributes',
      '--queue-url',
      queueUrl,
      '--attribute-names',
      'QueueArn',
      '--query',
      'Attributes.QueueArn',
      '--output',
      'text',
    );
    const mapping = await lambda(
      'create-event-source-mapping',
      '--function-name',
      'email-lambda',
      '--batch-size',
      '10',
      '--event-source-arn',
      queueArn,
      '--function-response-types',
      'ReportBatchItemFailures',
      '--scaling-config',
      'MaximumConcurrency=2',
    );
    expect(mapping).toMatchObject({ State: 'Creating', BatchSize: 10 });
    const uuid = ['--uuid', String(mapping['UUID'])];
    await aws('sqs', 'send-message', '--queue-url', queueUrl, '--message-body', 'a-message');
    await vi.waitFor(
      async () =>
        expect(
          await aws(
            'logs',
            'filter-log-events',
            '--log-group-name',
            '/aws/lambda/email-lambda',
            '--query',
            'events[].message',
            '--output',
            'text',
          ),
        ).toContain('worked on a-message'),
      { timeout: 60_000, interval: 500 },
    );
    expect(await lambda('get-event-source-mapping', ...uuid)).toMatchObject({ State: 'Enabled' });
    expect(await lambda('delete-event-source-mapping', ...uuid)).toMatchObject({ State: 'Deleting' });
  });

  test('new code, a version, an alias', async () => {
    const { aws } = line;
    const name = ['--function-name', 'email-lambda'];
    await lambda(
      'update-function-code',
      ...name,
      '--zip-file',
      zipped('two.zip', WORKER.replace('one', 'two')),
    );
    await aws('lambda', 'wait', 'function-updated-v2', ...name);
    expect(await invoke({})).toMatchObject({ greeting: 'two' });
    expect(await lambda('update-function-configuration', ...name, '--memory-size', '512')).toMatchObject({
      MemorySize: 512,
    });
    await aws('lambda', 'wait', 'function-updated-v2', ...name);
    expect(await lambda('publish-version', ...name)).toMatchObject({ Version: '1' });
    const alias = ['--name', 'live', '--function-version', '1'];
    expect(await lambda('create-alias', ...name, ...alias)).toMatchObject({ FunctionVersion: '1' });
    expect(
      await lambda('put-function-concurrency', ...name, '--reserved-concurrent-executions', '5'),
    ).toMatchObject({ ReservedConcurrentExecutions: 5 });
  });

  test('an HTTP API in front of it, which answers once it may invoke', async () => {
    const api = await gateway('create-api', '--name', 'pubsub-api', '--protocol-type', 'HTTP');
    const id = ['--api-id', String(api['ApiId'])];
    const integration = await gateway(
      'create-integration',
      ...id,
      '--integration-type',
      'AWS_PROXY',
      '--integration-uri',
      functionArn,
      '--payload-format-version',
      '2.0',
    );
    const target = `integrations/${String(integration['IntegrationId'])}`;
    await gateway('create-route', ...id, '--route-key', 'POST /orders', '--target', target);
    await gateway('create-stage', ...id, '--stage-name', '$default', '--auto-deploy');
    const post = (): Promise<Response> => fetch(`${String(api['ApiEndpoint'])}/orders`, { method: 'POST' });
    expect((await post()).status).toBe(500);
    const [, , , region, account] = functionArn.split(':');
    await lambda(
      'add-permission',
      '--function-name',
      'email-lambda',
      '--statement-id',
      'pubsub-api',
      '--action',
      'lambda:InvokeFunction',
      '--principal',
      'apigateway.amazonaws.com',
      '--source-arn',
      `arn:aws:execute-api:${region}:${account}:${id[1]}/*/*/orders`,
    );
    const answered = await post();
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ greeting: 'two' });
    expect(await gateway('get-apis')).toMatchObject({ Items: [{ Name: 'pubsub-api' }] });
    await line.aws('apigatewayv2', 'delete-api', ...id);
  });

  test('the function goes', async () => {
    await line.aws('lambda', 'delete-function', '--function-name', 'email-lambda');
    expect(await lambda('list-functions')).toMatchObject({ Functions: [] });
  });
});
