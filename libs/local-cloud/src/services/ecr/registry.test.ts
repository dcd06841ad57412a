import { createHash } from 'node:crypto';
import { ECRClient, type ECRClientConfig } from '@aws-sdk/client-ecr';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  ListImagesCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../../index.ts';
import { clientOptions } from '../../testing/client-options.ts';
import { pushImage, type PushTarget } from '../ecs/testing/push-image.ts';

let cloud: LocalCloud;
let ecr: ECRClient;
let target: PushTarget;
const sha256 = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

beforeAll(async () => {
  cloud = await startLocalCloud();
  const credentials: ECRClientConfig['credentials'] = { accessKeyId: 'local', secretAccessKey: 'local' };
  ecr = new ECRClient({ endpoint: cloud.url, region: cloud.region, credentials });
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  // A client logs in where the token says, so the tests push there.
  target = {
    origin: authorizationData?.[0]?.proxyEndpoint ?? '',
    authorizationToken: authorizationData?.[0]?.authorizationToken ?? '',
  };
});
afterAll(async () => {
  ecr.destroy();
  await cloud.stop();
});

const registry = (path: string, init: RequestInit = {}, token = target.authorizationToken) =>
  fetch(`${cloud.url}/v2/${path}`, {
    ...init,
    headers: { authorization: `Basic ${token}`, ...(init.headers as Record<string, string>) },
  });

it('hands out what was pushed, by tag and by digest', async () => {
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: 'team/shop' }));
  expect(repository?.repositoryUri).toBe(`${new URL(cloud.url).host}/team/shop`);
  const { digest } = await pushImage(target, 'team/shop', 'v1', { '/app/main.js': '1' });
  const byTag = await registry('team/shop/manifests/v1');
  const byDigest = await registry(`team/shop/manifests/${digest}`);
  expect(byTag.headers.get('docker-content-digest')).toBe(digest);
  expect(await byTag.text()).toBe(await byDigest.text());
  const { imageDetails } = await ecr.send(
    new DescribeImagesCommand({ repositoryName: 'team/shop', imageIds: [{ imageTag: 'v1' }] }),
  );
  expect(imageDetails?.[0]).toMatchObject({ imageDigest: digest, imageTags: ['v1'] });
  expect(await (await registry('team/shop/tags/list')).json()).toEqual({ name: 'team/shop', tags: ['v1'] });
  expect(await (await registry('_catalog')).json()).toEqual({ repositories: ['nodejs24', 'team/shop'] });
});

it('asks for a password, except for the base image', async () => {
  const refused = await fetch(`${cloud.url}/v2/`);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  expect((await registry('', {}, Buffer.from('AWS:wrong').toString('base64'))).status).toBe(401);
  expect((await registry('')).status).toBe(200);
  const [, path = ''] = /\/(nodejs24)@/.exec(cloud.env['NODE_IMAGE'] ?? '') ?? [];
  expect((await fetch(`${cloud.url}/v2/${path}/manifests/nonroot`)).status).toBe(200);
  expect((await fetch(`${cloud.url}/v2/${path}/blobs/uploads/`, { method: 'POST' })).status).toBe(401);
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
  expect(repositories?.map(({ repositoryName }) => repositoryName)).not.toContain('nodejs24');
});

it('takes a blob in chunks, checks its digest, and gives ranges of it', async () => {
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'blobs' }));
  const begin = async () =>
    (await registry('blobs/blobs/uploads/', { method: 'POST' })).headers.get('location') ?? '';
  const send = (path: string, init: RequestInit) => registry(path.slice(4), init);
  const wrong = await begin();
  const refused = await send(`${wrong}?digest=${sha256('other')}`, { method: 'PUT', body: 'content' });
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { errors: [{ code: 'DIGEST_INVALID' }] },
  ]);
  const upload = await begin();
  const chunk = await send(upload, { method: 'PATCH', body: 'hello ', headers: { 'content-range': '0-5' } });
  expect([chunk.status, chunk.headers.get('range')]).toEqual([202, '0-5']);
  expect(
    (await send(upload, { method: 'PATCH', body: 'x', headers: { 'content-range': '9-9' } })).status,
  ).toBe(416);
  expect(
    (await send(`${upload}?digest=${sha256('hello world')}`, { method: 'PUT', body: 'world' })).status,
  ).toBe(201);
  const part = await registry(`blobs/blobs/${sha256('hello world')}`, { headers: { range: 'bytes=6-' } });
  expect([part.status, await part.text()]).toEqual([206, 'world']);
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'other' }));
  const mounted = await registry(`other/blobs/uploads/?mount=${sha256('hello world')}&from=blobs`, {
    method: 'POST',
  });
  expect(mounted.status).toBe(201);
  expect(
    (await registry(`other/blobs/${sha256('hello world')}`, { method: 'HEAD' })).headers.get(
      'content-length',
    ),
  ).toBe('11');
});

it('keeps immutable tags as they are', async () => {
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'fixed', imageTagMutability: 'IMMUTABLE' }));
  await pushImage(target, 'fixed', 'v1', { '/app/main.js': '1' });
  await pushImage(target, 'fixed', 'v1', { '/app/main.js': '1' });
  await expect(pushImage(target, 'fixed', 'v1', { '/app/main.js': '2' })).rejects.toThrow(
    /400 .*TAG_INVALID.*tag is immutable/,
  );
  const imageManifest = await (await registry('fixed/manifests/v1')).text();
  const put = ecr.send(new PutImageCommand({ repositoryName: 'fixed', imageManifest, imageTag: 'v1' }));
  await expect(put).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
  await ecr.send(new PutImageCommand({ repositoryName: 'fixed', imageManifest, imageTag: 'v2' }));
  const { imageIds } = await ecr.send(new ListImagesCommand({ repositoryName: 'fixed' }));
  expect(imageIds?.map(({ imageTag }) => imageTag)).toEqual(['v1', 'v2']);
});

it('refuses a manifest whose layers were never pushed, and a push to a repository that is not there', async () => {
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    config: { digest: sha256('none'), size: 4 },
    layers: [],
  });
  const put = ecr.send(new PutImageCommand({ repositoryName: 'blobs', imageManifest, imageTag: 'v1' }));
  await expect(put).rejects.toMatchObject({ name: 'LayersNotFoundException' });
  await expect(pushImage(target, 'absent', 'v1', {})).rejects.toThrow(/404 .*NAME_UNKNOWN/);
});

it('expires images as the lifecycle policy says', async () => {
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'aging' }));
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 2 },
    action: { type: 'expire' },
  };
  const lifecyclePolicyText = JSON.stringify({ rules: [rule] });
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName: 'aging', lifecyclePolicyText }));
  for (const tag of ['v1', 'v2', 'v3']) await pushImage(target, 'aging', tag, { '/app/main.js': tag });
  const { imageIds } = await ecr.send(new ListImagesCommand({ repositoryName: 'aging' }));
  expect(imageIds).toHaveLength(2);
});

it('deletes images and says honestly that nothing was scanned', async () => {
  const imageId = { imageTag: 'v1' };
  const scan = ecr.send(new DescribeImageScanFindingsCommand({ repositoryName: 'team/shop', imageId }));
  await expect(scan).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  const { imageIds, failures } = await ecr.send(
    new BatchDeleteImageCommand({ repositoryName: 'team/shop', imageIds: [imageId, { imageTag: 'none' }] }),
  );
  expect(imageIds?.[0]?.imageTag).toBe('v1');
  expect(failures?.[0]?.failureCode).toBe('ImageNotFound');
});

it("lets a role's token do what the role may, each step of a push and a pull by its own action", async () => {
  const [iam, sts] = [new IAMClient(clientOptions(cloud)), new STSClient(clientOptions(cloud))];
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const grant = (...actions: string[]) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: 'pusher',
        PolicyName: 'p',
        PolicyDocument: document({
          Effect: 'Allow',
          Action: ['ecr:GetAuthorizationToken', ...actions.map((action) => `ecr:${action}`)],
          Resource: '*',
        }),
      }),
    );
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'pusher',
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { AWS: cloud.account },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await grant();
  const RoleArn = `arn:aws:iam::${cloud.account}:role/pusher`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
  const own = new ECRClient({
    ...clientOptions(cloud),
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  const { authorizationData } = await own.send(new GetAuthorizationTokenCommand({}));
  const authorizationToken = authorizationData?.[0]?.authorizationToken ?? '';
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'guarded' }));
  const push = () => pushImage({ ...target, authorizationToken }, 'guarded', 'v1', { '/app/main.js': '1' });
  const path = 'guarded/manifests/v1';
  await expect(push()).rejects.toThrow(/403.*ecr:InitiateLayerUpload on resource: .*repository\/guarded/s);
  await grant('InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'BatchCheckLayerAvailability');
  await expect(push()).rejects.toThrow(/403.*ecr:PutImage/s);
  await grant('InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'BatchCheckLayerAvailability', 'PutImage'); // prettier-ignore
  await push();
  expect((await registry(path, {}, authorizationToken)).status).toBe(403);
  await grant('BatchGetImage');
  expect((await registry(path, {}, authorizationToken)).status).toBe(200);
  for (const client of [iam, sts, own]) client.destroy();
});
