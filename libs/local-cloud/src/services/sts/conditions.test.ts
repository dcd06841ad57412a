import { CreateApiCommand, ApiGatewayV2Client, DeleteApiCommand } from '@aws-sdk/client-apigatewayv2';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateFunctionCommand, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../cloud.ts';
import { clientOptions } from '../../testing/client-options.ts';

const account = '000000000000';
const tag = 'phaseline:environment';
const tags = (value: string) => [{ Key: tag, Value: value }];
const document = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

let cloud: LocalCloud;
let admin: ReturnType<typeof clientOptions>;
beforeAll(async () => {
  cloud = await startLocalCloud();
  admin = clientOptions(cloud);
});
afterAll(() => cloud.stop());

/** Client options of a new role that may do what `statements` say. */
async function roleWith(name: string, ...statements: object[]) {
  const iam = new IAMClient(admin);
  const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: name, PolicyName: 'p', PolicyDocument: document(...statements) }),
  );
  const { Credentials } = await new STSClient(admin).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${name}`, RoleSessionName: 'test' }),
  );
  return {
    ...admin,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
}

it('a condition on the tags of a resource holds for what is there, one on the tags of a request for what is asked', async () => {
  const preview = { StringLike: { [`aws:ResourceTag/${tag}`]: 'pr-*' } };
  const asked = { StringLike: { [`aws:RequestTag/${tag}`]: 'pr-*' } };
  const own = await roleWith(
    'tagger',
    {
      Effect: 'Allow',
      Action: ['ec2:CreateSecurityGroup', 'ec2:CreateTags'],
      Resource: '*',
      Condition: asked,
    },
    { Effect: 'Allow', Action: 'ec2:CreateSecurityGroup', Resource: 'arn:aws:ec2:*:*:vpc/*' },
    {
      Effect: 'Allow',
      Action: ['ec2:AuthorizeSecurityGroupIngress', 'apigateway:*'],
      Resource: '*',
      Condition: preview,
    },
  );
  const root = new EC2Client(admin);
  const { Vpcs } = await root.send(new DescribeVpcsCommand({}));
  const create = (GroupName: string, environment: string) =>
    new CreateSecurityGroupCommand({
      GroupName,
      Description: 'x',
      VpcId: Vpcs?.[0]?.VpcId,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: tags(environment) }],
    });
  const ec2 = new EC2Client(own);
  await expect(ec2.send(create('a', 'production'))).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  const mine = await ec2.send(create('b', 'pr-17'));
  const others = await root.send(create('c', 'production'));
  const open = (GroupId: string | undefined) =>
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpProtocol: 'tcp',
      FromPort: 1,
      ToPort: 1,
      CidrIp: '10.0.0.0/8',
    });
  await ec2.send(open(mine.GroupId));
  await expect(ec2.send(open(others.GroupId))).rejects.toMatchObject({ name: 'UnauthorizedOperation' });

  const api = (environment: string) =>
    new ApiGatewayV2Client(admin).send(
      new CreateApiCommand({ Name: environment, ProtocolType: 'HTTP', Tags: { [tag]: environment } }),
    );
  const gateway = new ApiGatewayV2Client(own);
  await gateway.send(new DeleteApiCommand({ ApiId: (await api('pr-17')).ApiId }));
  const production = await api('production');
  await expect(gateway.send(new DeleteApiCommand({ ApiId: production.ApiId }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      `apigateway:DELETE on resource: arn:aws:apigateway:us-east-1::/apis/${production.ApiId}`,
    ),
  });
});

it('tags at creation, and every service of a list, are permissions of their own', async () => {
  const own = await roleWith(
    'reader',
    { Effect: 'Allow', Action: 'sns:CreateTopic', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'ecs:DescribeServices',
      Resource: `arn:aws:ecs:us-east-1:${account}:service/c/a`,
    },
  );
  const sns = new SNSClient(own);
  await sns.send(new CreateTopicCommand({ Name: 'plain' }));
  await expect(sns.send(new CreateTopicCommand({ Name: 'tagged', Tags: tags('x') }))).rejects.toThrow(
    /sns:TagResource on resource: arn:aws:sns:us-east-1:000000000000:tagged/,
  );
  await expect(
    new ECSClient(own).send(new DescribeServicesCommand({ cluster: 'c', services: ['a', 'b'] })),
  ).rejects.toThrow(/ecs:DescribeServices on resource: arn:aws:ecs:us-east-1:000000000000:service\/c\/b/);
});

it('roles can only be made and changed within the boundary that a policy asks for', async () => {
  const { Policy } = await new IAMClient(admin).send(
    new CreatePolicyCommand({
      PolicyName: 'limit',
      PolicyDocument: document({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
    }),
  );
  const within = { StringEquals: { 'iam:PermissionsBoundary': Policy?.Arn } };
  const own = await roleWith('maker', {
    Effect: 'Allow',
    Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
    Resource: `arn:aws:iam::${account}:role/work-*`,
    Condition: within,
  });
  const iam = new IAMClient(own);
  const trust = document({ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' });
  const create = (RoleName: string, PermissionsBoundary?: string) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, PermissionsBoundary }));
  const put = (RoleName: string) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'all',
        PolicyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*' }),
      }),
    );
  await expect(create('work-free')).rejects.toMatchObject({ name: 'AccessDenied' });
  await create('work-bound', Policy?.Arn);
  await put('work-bound');
  await new IAMClient(admin).send(
    new CreateRoleCommand({ RoleName: 'work-old', AssumeRolePolicyDocument: trust }),
  );
  await expect(put('work-old')).rejects.toMatchObject({ name: 'AccessDenied' });
});

it('tells which permissions each role was asked for, and which it did not have', async () => {
  const response = await fetch(`${cloud.url}/_cloud/permissions`);
  const { permissions } = (await response.json()) as { permissions: Record<string, unknown>[] };
  const principal = `arn:aws:sts::${account}:assumed-role/maker`;
  const rows = permissions.filter((row) => row['principal'] === principal);
  expect(rows).toContainEqual({
    principal,
    action: 'iam:CreateRole',
    resource: `arn:aws:iam::${account}:role/work-bound`,
    allowed: true,
    values: { 'iam:PermissionsBoundary': expect.stringMatching(/:policy\//) },
    count: 1,
  });
  expect(rows.filter((row) => row['allowed'] === false).map((row) => row['action'])).toEqual([
    'iam:CreateRole',
    'iam:PutRolePolicy',
  ]);
});

it('a condition on the types of records holds for all of a batch', async () => {
  const zones = new Route53Client(admin);
  const { HostedZone } = await zones.send(
    new CreateHostedZoneCommand({ Name: 'example.test', CallerReference: 'once' }),
  );
  const types = { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A'] } };
  const own = new Route53Client(
    await roleWith('names', {
      Effect: 'Allow',
      Action: 'route53:ChangeResourceRecordSets',
      Resource: '*',
      Condition: types,
    }),
  );
  const change = (...records: readonly ['A' | 'TXT', string][]) =>
    own.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: HostedZone?.Id,
        ChangeBatch: {
          Changes: records.map(([Type, Value]) => ({
            Action: 'UPSERT',
            ResourceRecordSet: { Name: 'a.example.test', Type, TTL: 60, ResourceRecords: [{ Value }] },
          })),
        },
      }),
    );
  await change(['A', '192.0.2.1']);
  await expect(change(['A', '192.0.2.2'], ['TXT', '"proof"'])).rejects.toThrow(/not authorized/);
});

it("the first cluster of an account makes ECS's own role, which is a permission of its own", async () => {
  const ecs = new ECSClient(
    await roleWith('clusters', { Effect: 'Allow', Action: 'ecs:CreateCluster', Resource: '*' }),
  );
  const create = new CreateClusterCommand({ clusterName: 'c' });
  await expect(ecs.send(create)).rejects.toThrow(
    /iam:CreateServiceLinkedRole on resource: arn:aws:iam::000000000000:role\/aws-service-role\/ecs\.amazonaws\.com\/\*/,
  );
  await new ECSClient(admin).send(create);
  const made = new GetRoleCommand({ RoleName: 'AWSServiceRoleForECS' });
  expect((await new IAMClient(admin).send(made)).Role?.Path).toBe('/aws-service-role/ecs.amazonaws.com/');
  await ecs.send(create);
});

it("a function's tags are seen with a permission of their own, everything else of it without", async () => {
  const runs = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await new IAMClient(admin).send(
    new CreateRoleCommand({ RoleName: 'runs', AssumeRolePolicyDocument: document(runs) }),
  );
  await new LambdaClient(admin).send(
    new CreateFunctionCommand({
      FunctionName: 'tagged',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: Role?.Arn,
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = () => 1;') }) },
      Tags: { [tag]: 'pr-1' },
    }),
  );
  const get = new GetFunctionCommand({ FunctionName: 'tagged', Qualifier: '$LATEST' });
  const reads = { Effect: 'Allow', Action: 'lambda:GetFunction', Resource: '*' };
  const blind = await new LambdaClient(await roleWith('blind', reads)).send(get);
  expect(blind.Configuration).toMatchObject({ FunctionName: 'tagged' });
  expect(blind.Tags).toBeUndefined();

  // On the function, not on its versions: those have no tags.
  const Resource = `arn:aws:lambda:*:${account}:function:tagged`;
  const tags = { Effect: 'Allow', Action: 'lambda:ListTags', Resource };
  const seeing = await new LambdaClient(await roleWith('seeing', reads, tags)).send(get);
  expect(seeing.Tags).toEqual({ [tag]: 'pr-1' });
  expect((await new LambdaClient(admin).send(get)).Tags).toEqual({ [tag]: 'pr-1' });
});
