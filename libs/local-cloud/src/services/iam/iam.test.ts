import * as api from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../cloud.ts';
import { clientOptions } from '../../testing/client-options.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const grants = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] });
const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

let cloud: LocalCloud;
let iam: api.IAMClient;
beforeAll(async () => {
  cloud = await startLocalCloud();
  iam = new api.IAMClient(clientOptions(cloud));
});
afterAll(() => cloud.stop());

it('keeps roles with what hangs on them, and deletes one only when nothing does', async () => {
  const RoleName = 'ecsTaskExecutionRole';
  const create = new api.CreateRoleCommand({
    RoleName,
    AssumeRolePolicyDocument: trust,
    Path: '/apps/',
    Tags: [{ Key: 'a', Value: '1' }],
  });
  const { Role } = await iam.send(create);
  expect(Role).toMatchObject({
    Arn: `arn:aws:iam::000000000000:role/apps/${RoleName}`,
    MaxSessionDuration: 3600,
  });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(JSON.parse(trust));
  await expect(iam.send(create)).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    $metadata: { httpStatusCode: 409 },
  });

  await iam.send(new api.AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }));
  await iam.send(new api.AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }));
  const { AttachedPolicies } = await iam.send(new api.ListAttachedRolePoliciesCommand({ RoleName }));
  expect(AttachedPolicies).toEqual([
    { PolicyArn: executionPolicy, PolicyName: 'AmazonECSTaskExecutionRolePolicy' },
  ]);
  await iam.send(new api.PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: grants }));
  expect((await iam.send(new api.ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['inline']);

  await iam.send(
    new api.TagRoleCommand({
      RoleName,
      Tags: [
        { Key: 'A', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
    }),
  );
  await iam.send(new api.UntagRoleCommand({ RoleName, TagKeys: ['b'] }));
  expect((await iam.send(new api.ListRoleTagsCommand({ RoleName }))).Tags).toEqual([
    { Key: 'A', Value: '2' },
  ]);

  const remove = new api.DeleteRoleCommand({ RoleName });
  await expect(iam.send(remove)).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await iam.send(new api.DetachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }));
  await expect(iam.send(remove)).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await iam.send(new api.DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }));
  await iam.send(remove);
  await expect(iam.send(remove)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});

it('keeps versions of a managed policy', async () => {
  const { Policy } = await iam.send(
    new api.CreatePolicyCommand({ PolicyName: 'queues', PolicyDocument: grants }),
  );
  const PolicyArn = Policy?.Arn;
  for (let n = 0; n < 4; n += 1) {
    await iam.send(
      new api.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: grants, SetAsDefault: n === 3 }),
    );
  }
  const more = new api.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: grants });
  await expect(iam.send(more)).rejects.toMatchObject({ name: 'LimitExceededException' });
  expect((await iam.send(new api.GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId).toBe('v5');
  const gone = (VersionId: string) => iam.send(new api.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  await expect(gone('v5')).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await expect(iam.send(new api.DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  for (const version of ['v1', 'v2', 'v3', 'v4']) await gone(version);
  await iam.send(new api.DeletePolicyCommand({ PolicyArn }));
});

it.each([
  [
    'a policy without actions',
    () =>
      iam.send(
        new api.CreatePolicyCommand({
          PolicyName: 'p',
          PolicyDocument: '{"Statement":[{"Effect":"Allow","Resource":"*"}]}',
        }),
      ),
    'MalformedPolicyDocumentException',
  ],
  [
    'a trust without a principal',
    () => iam.send(new api.CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: grants })),
    'MalformedPolicyDocumentException',
  ],
  [
    'a name with spaces',
    () => iam.send(new api.CreateRoleCommand({ RoleName: 'a b', AssumeRolePolicyDocument: trust })),
    'ValidationError',
  ],
  [
    'a role without a trust',
    () => iam.send(new api.CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: undefined })),
    'ValidationError',
  ],
  [
    'a change of a policy of AWS',
    () => iam.send(new api.DeletePolicyCommand({ PolicyArn: executionPolicy })),
    'AccessDenied',
  ],
  [
    'a policy that is not there',
    () => iam.send(new api.GetPolicyCommand({ PolicyArn: 'arn:aws:iam::000000000000:policy/none' })),
    'NoSuchEntityException',
  ],
])('refuses %s', async (_what, send, name) => {
  await expect(send()).rejects.toMatchObject({ name });
});

it('lists in pages', async () => {
  for (const name of ['p1', 'p2', 'p3'])
    await iam.send(
      new api.CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust, Path: '/paged/' }),
    );
  const names: (string | undefined)[] = [];
  for await (const { Roles } of api.paginateListRoles(
    { client: iam, pageSize: 2 },
    { PathPrefix: '/paged/' },
  )) {
    names.push(...(Roles ?? []).map(({ RoleName }) => RoleName));
  }
  expect(names).toEqual(['p1', 'p2', 'p3']);
});

it('creates the roles that services link themselves', async () => {
  const create = new api.CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' });
  expect((await iam.send(create)).Role?.RoleName).toBe('AWSServiceRoleForECS');
  await expect(iam.send(create)).rejects.toMatchObject({ name: 'InvalidInputException' });
});
