import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateLogGroupCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { RegisterTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ListQueuesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
  type Credentials,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';
import { clientOptions } from '../../testing/client-options.ts';

const root = 'arn:aws:iam::000000000000:root';
const roleArn = 'arn:aws:iam::000000000000:role/worker';
const issuer = 'https://token.actions.githubusercontent.com';
const document = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

let cloud: LocalCloud;
let iam: IAMClient;
let queueUrl: string;
beforeAll(async () => {
  cloud = await startLocalCloud();
  iam = new IAMClient(clientOptions(cloud));
  const { QueueUrl } = await new SQSClient(clientOptions(cloud)).send(
    new CreateQueueCommand({ QueueName: 'orders' }),
  );
  queueUrl = QueueUrl ?? '';
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'worker',
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
});
afterAll(() => cloud.stop());

const grant = (...statements: object[]) =>
  iam.send(
    new PutRolePolicyCommand({
      RoleName: 'worker',
      PolicyName: 'p',
      PolicyDocument: document(...statements),
    }),
  );

const using = ({ AccessKeyId = '', SecretAccessKey = '', SessionToken = '' }: Credentials) => ({
  ...clientOptions(cloud),
  credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
});

const assume = async (Policy?: string) => {
  const sts = new STSClient(clientOptions(cloud));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'me', Policy }),
  );
  return using(
    Credentials ?? { AccessKeyId: '', SecretAccessKey: '', SessionToken: '', Expiration: undefined },
  );
};

describe('a role in use', () => {
  it('may do what its policies allow, now and not when it was assumed', async () => {
    const own = await assume();
    const sqs = new SQSClient(own);
    const send = () => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'm' }));
    const identity = await new STSClient(own).send(new GetCallerIdentityCommand());
    expect(identity.Arn).toBe('arn:aws:sts::000000000000:assumed-role/worker/me');
    await expect(send()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'assumed-role/worker/me is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:orders',
      ),
    });
    await grant({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:orders' });
    await send();
    // A batch asks for the action of its entries, as on AWS.
    await sqs.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [{ Id: '0', MessageBody: 'm' }] }),
    );
    await expect(sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(sqs.send(new ListQueuesCommand())).rejects.toMatchObject({ name: 'AccessDenied' });
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'worker', PolicyName: 'p' }));
    await expect(send()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is refused with the code each service has for it', async () => {
    const own = await assume();
    await expect(new EC2Client(own).send(new DescribeVpcsCommand())).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    await expect(
      new CloudWatchLogsClient(own).send(new CreateLogGroupCommand({ logGroupName: 'g' })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      new LambdaClient(own).send(new GetFunctionCommand({ FunctionName: 'f' })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('passes only the roles it may pass', async () => {
    const own = await assume();
    await grant({ Effect: 'Allow', Action: 'ecs:*', Resource: '*' });
    const register = new RegisterTaskDefinitionCommand({
      family: 'f',
      taskRoleArn: roleArn,
      containerDefinitions: [],
    });
    await expect(new ECSClient(own).send(register)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`iam:PassRole on resource: ${roleArn}`),
    });
    const Condition = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
    await grant({ Effect: 'Allow', Action: ['ecs:*', 'iam:PassRole'], Resource: '*', Condition });
    await expect(new ECSClient(own).send(register)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await grant(
      { Effect: 'Allow', Action: 'ecs:*', Resource: '*' },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: roleArn, Condition },
    );
    // Allowed now; what is wrong with the task definition itself is ECS's matter.
    await expect(new ECSClient(own).send(register)).rejects.toMatchObject({ name: 'ClientException' });
  });

  it('is held by a session policy', async () => {
    await grant({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
    const own = new SQSClient(
      await assume(document({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' })),
    );
    await own.send(new ListQueuesCommand());
    await expect(own.send(new DeleteQueueCommand({ QueueUrl: queueUrl }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('does not take a token that is not its own', async () => {
    const own = await assume();
    const credentials = { ...own.credentials, sessionToken: 'other' };
    await expect(new SQSClient({ ...own, credentials }).send(new ListQueuesCommand())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });
});

describe('assuming a role', () => {
  it('needs its trust', async () => {
    const trust = document({
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    await iam.send(new CreateRoleCommand({ RoleName: 'task', AssumeRolePolicyDocument: trust }));
    const sts = new STSClient(clientOptions(cloud));
    for (const name of ['task', 'none']) {
      const RoleArn = `arn:aws:iam::000000000000:role/${name}`;
      await expect(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }))).rejects.toMatchObject(
        { name: 'AccessDenied' },
      );
    }
    const long = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'me', DurationSeconds: 7200 });
    await expect(sts.send(long)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('works with a token of GitHub, for the repository that the trust names', async () => {
    const { OpenIDConnectProviderArn } = await iam.send(
      new CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: ['sts.amazonaws.com'] }),
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'deploy',
        AssumeRolePolicyDocument: document({ Effect: 'Deny', Principal: '*', Action: '*' }),
      }),
    );
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'deploy',
        PolicyDocument: document({
          Effect: 'Allow',
          Principal: { Federated: OpenIDConnectProviderArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
            StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:org/shop:*' },
          },
        }),
      }),
    );
    const call = (claims: object) =>
      new STSClient({ endpoint: cloud.url, region: 'us-east-1' }).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: 'arn:aws:iam::000000000000:role/deploy',
          RoleSessionName: 'GitHubActions',
          WebIdentityToken: tokenOf({
            iss: issuer,
            aud: 'sts.amazonaws.com',
            sub: 'repo:org/shop:ref:refs/heads/main',
            ...claims,
          }),
        }),
      );
    const { Credentials, AssumedRoleUser } = await call({});
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/deploy/GitHubActions');
    expect(Credentials?.SessionToken).toBeDefined();
    await expect(call({ sub: 'repo:org/other:ref:refs/heads/main' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(call({ aud: 'else' })).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
    await expect(call({ iss: 'https://evil.example' })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
    });
    await expect(call({ exp: 1 })).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });
});

function tokenOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
}
