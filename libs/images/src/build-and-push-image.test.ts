import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAndPushImage, findImage, type ImageBuild } from './build-and-push-image.ts';
import { buildImage } from './build-image.ts';
import { openEcrRepository } from './ecr-repository.ts';
import { parseImageReference } from './registry/image-reference.ts';
import { readImage } from './registry/read-image.ts';
import { createRegistryClient } from './registry/registry-client.ts';

const dockerfile = `
ARG NODE_IMAGE
FROM \${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production
COPY dist/main.js ./
USER 65532
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["main.js"]
`;

let cloud: LocalCloud;
let ecr: ECRClient;
let temp = '';
beforeAll(async () => {
  cloud = await startLocalCloud({ runtime: 'process' });
  ecr = new ECRClient({
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  temp = await mkdtemp(join(tmpdir(), 'phaseline-images-'));
});
afterAll(async () => {
  ecr?.destroy();
  await cloud?.stop();
  await rm(temp, { recursive: true, force: true });
});

async function prepare(name: string, content = 'console.log("hello")'): Promise<ImageBuild> {
  const context = join(temp, name);
  await mkdir(join(context, 'dist'), { recursive: true });
  await writeFile(join(context, 'Dockerfile'), dockerfile);
  await writeFile(join(context, 'dist/main.js'), content);
  await ecr.send(new CreateRepositoryCommand({ repositoryName: name, imageTagMutability: 'IMMUTABLE' }));
  return {
    repository: name,
    context,
    engine: 'auto',
    platform: 'linux/amd64',
    baseImage: cloud.env['NODE_IMAGE'],
  };
}

test('findImage names an image that is not there, pushes nothing, and finds it once it is', async () => {
  const build = await prepare('found');
  const before = await findImage(build, { ecr });
  expect(before).toEqual({ tag: expect.stringMatching(/^content-/), digest: undefined });
  const pushed = await buildAndPushImage(build, { ecr });
  expect(pushed.pushed).toBe(true);
  expect(await findImage(build, { ecr })).toEqual({ tag: before.tag, digest: pushed.digest });
});

test('buildImage makes the very image without credentials and without pushing it', async () => {
  const build = await prepare('built');
  const built = await buildImage(build);
  expect(await findImage(build, { ecr })).toEqual({ tag: built.tag, digest: undefined });
  const { digest, tag, pushed } = await buildAndPushImage(build, { ecr });
  expect({ digest, tag, pushed }).toEqual({ ...built, pushed: true });
  await rm(join(build.context, 'dist/main.js'));
  await expect(buildImage(build)).rejects.toThrow(/dist\/main\.js/);
});

describe('buildAndPushImage', () => {
  test('pushes an image of the base with one layer more, and its configuration', async () => {
    const build = await prepare('pushed');
    const image = await buildAndPushImage(build, { ecr });
    expect(image).toMatchObject({ pushed: true, engine: 'layer' });
    const { registry, credentials } = await openEcrRepository(ecr, 'pushed');
    const client = createRegistryClient(registry, { credentials });
    const pushed = await readImage(client, parseImageReference(image.reference), 'linux/amd64');
    const base = await readImage(client, parseImageReference(cloud.env['NODE_IMAGE'] ?? ''), 'linux/amd64');
    expect(pushed.digest).toBe(image.digest);
    expect(pushed.manifest.layers.slice(0, -1)).toEqual(base.manifest.layers);
    expect(pushed.configuration.config).toMatchObject({
      Entrypoint: ['/nodejs/bin/node'],
      Cmd: ['main.js'],
      WorkingDir: '/app',
      User: '65532',
    });
    expect(pushed.configuration.config?.Env).toContain('NODE_ENV=production');
  });

  test('the same content from another folder, at another time, is neither built nor pushed', async () => {
    const build = await prepare('same');
    const first = await buildAndPushImage(build, { ecr });
    const copy = join(temp, 'copy-of-same');
    await cp(build.context, copy, { recursive: true });
    await utimes(join(copy, 'dist/main.js'), 1, 1);
    const second = await buildAndPushImage({ ...build, context: copy }, { ecr });
    expect(second).toEqual({ ...first, pushed: false, engine: 'none' });
  });

  test('the same content has the same digest in another repository', async () => {
    const [one, other] = [await prepare('one'), await prepare('other')];
    const digests = await Promise.all(
      [one, other].map(async (build) => (await buildAndPushImage(build, { ecr })).digest),
    );
    expect(digests[0]).toBe(digests[1]);
  });

  test('other content has another tag', async () => {
    const build = await prepare('changed');
    const first = await buildAndPushImage(build, { ecr });
    await writeFile(join(build.context, 'dist/main.js'), 'console.log("changed")');
    const second = await buildAndPushImage(build, { ecr });
    expect(second.pushed).toBe(true);
    expect(second.tag).not.toBe(first.tag);
  });

  test('two builds of the same content at once both end with the one image', async () => {
    const build = await prepare('raced');
    const [first, second] = await Promise.all([
      buildAndPushImage(build, { ecr }),
      buildAndPushImage(build, { ecr }),
    ]);
    expect(first.digest).toBe(second.digest);
  });

  test('a throttled and a broken registry are tried again', async () => {
    const build = await prepare('faulty');
    await fetch(`${cloud.url}/_cloud/faults`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'throttle', service: 'ecr', rate: 1, count: 2 }),
    });
    expect((await buildAndPushImage(build, { ecr })).pushed).toBe(true);
  });

  test.each<[string, (build: ImageBuild) => ImageBuild, string]>([
    [
      'a repository that is not there',
      (build) => ({ ...build, repository: 'nowhere' }),
      'ECR repository "nowhere" does not exist',
    ],
    [
      'a base image that is not there',
      (build) => ({ ...build, baseImage: `${new URL(cloud.url).host}/nodejs24:nope` }),
      'cannot be read',
    ],
    ['no Dockerfile', (build) => ({ ...build, context: temp }), 'There is no Dockerfile at'],
    [
      'a platform that the base does not have',
      (build) => ({ ...build, platform: 'linux/arm64' }),
      'linux/arm64',
    ],
  ])('refuses %s', async (what, change, problem) => {
    const build = await prepare(`refused-${what.replaceAll(/[^a-z]+/g, '-')}`);
    await expect(buildAndPushImage(change(build), { ecr })).rejects.toThrow(problem);
  });
});
