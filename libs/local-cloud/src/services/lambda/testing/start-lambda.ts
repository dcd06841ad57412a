import { IAM } from '@aws-sdk/client-iam';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { Lambda, waitUntilFunctionActiveV2, type CreateFunctionRequest } from '@aws-sdk/client-lambda';
import { SQS } from '@aws-sdk/client-sqs';
import { strToU8, zipSync } from 'fflate';
import { startLocalCloud } from '../../../index.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['logs:*', 'sqs:*'], Resource: '*' },
    { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' },
  ],
});

/** A zip of these files. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** A running cloud with a role for functions, and real SDK clients. */
export async function startLambda() {
  const cloud = await startLocalCloud();
  const config = {
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const clients = {
    iam: new IAM(config),
    lambda: new Lambda(config),
    logs: new CloudWatchLogs(config),
    sqs: new SQS(config),
  };
  const { iam, lambda, sqs } = clients;
  const { Role } = await iam.createRole({ RoleName: 'functions', AssumeRolePolicyDocument: trust });
  await iam.putRolePolicy({ RoleName: 'functions', PolicyName: 'own', PolicyDocument: policy });
  const role = Role?.Arn ?? '';
  const active = (FunctionName: string) =>
    waitUntilFunctionActiveV2(
      { client: lambda, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.2 },
      { FunctionName },
    );
  return {
    ...clients,
    cloud,
    role,
    active,
    /** Creates a function of this `index.mjs` and waits until it is active. */
    async create(FunctionName: string, source: string, more: Partial<CreateFunctionRequest> = {}) {
      const created = await lambda.createFunction({
        FunctionName,
        Role: role,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Timeout: 10,
        MemorySize: 256,
        Code: { ZipFile: zipOf({ 'index.mjs': source }) },
        ...more,
      });
      await active(FunctionName);
      return created;
    },
    async invoke(FunctionName: string, event: unknown = {}, Qualifier?: string) {
      const answer = await lambda.invoke({
        FunctionName,
        Payload: JSON.stringify(event),
        LogType: 'Tail',
        ...(Qualifier === undefined ? {} : { Qualifier }),
      });
      return {
        status: answer.StatusCode,
        version: answer.ExecutedVersion,
        error: answer.FunctionError,
        value: JSON.parse(answer.Payload?.transformToString() || 'null') as unknown,
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
      };
    },
    /** Creates a queue; answers its URL and ARN. */
    async queue(QueueName: string, Attributes: Record<string, string> = {}) {
      const { QueueUrl = '' } = await sqs.createQueue({ QueueName, Attributes });
      return { url: QueueUrl, arn: `arn:aws:sqs:${cloud.region}:${cloud.account}:${QueueName}` };
    },
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await cloud.stop();
    },
  };
}

export type LambdaFixture = Awaited<ReturnType<typeof startLambda>>;
