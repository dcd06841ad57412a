import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildAndPushImage, type ImageBuild, type PushedImage } from '../build-and-push-image.ts';
import { openEcrRepository } from '../ecr-repository.ts';
import { parseImageReference } from '../registry/image-reference.ts';
import { readImage } from '../registry/read-image.ts';
import { readFiles } from '../testing/read-files.ts';
import { startRegistry } from '../testing/start-registry.ts';
import { buildWithDocker, isDockerAvailable } from './docker-engine.ts';
import { runCommand } from './run-command.ts';

const hasEngine = await isDockerAvailable(runCommand);
const appDockerfile = fileURLToPath(new URL('../../../../apps/Dockerfile', import.meta.url));

describe.skipIf(!hasEngine)('engine docker (skipped where no Docker engine answers)', () => {
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    // Pulled by the builds from a registry that ends now.
    await runCommand('docker', ['image', 'rm', registry.baseImage]);
    await registry.stop();
  });

  async function prepare(name: string, files: Readonly<Record<string, string>>): Promise<ImageBuild> {
    const context = await registry.context(name, files);
    await registry.createRepository(name);
    return {
      repository: name,
      context,
      engine: 'docker',
      platform: 'linux/amd64',
      baseImage: registry.baseImage,
    };
  }

  async function inspect(repository: string, { reference }: PushedImage) {
    const client = await registry.client(repository);
    const image = await readImage(client, parseImageReference(reference), 'linux/amd64');
    const { User, ExposedPorts, Env, Entrypoint, Cmd, WorkingDir, Labels, StopSignal } =
      image.configuration.config ?? {};
    const config = { User, ExposedPorts, Env, Entrypoint, Cmd, WorkingDir, Labels: Labels ?? {}, StopSignal };
    return { config, files: await readFiles(client, repository, image) };
  }

  /** The same build by both engines, each into a repository of its own. */
  async function buildByBoth(name: string, files: Readonly<Record<string, string>>, dockerfile?: string) {
    const byDocker = { ...(await prepare(`${name}-docker`, files)), dockerfile };
    await registry.createRepository(`${name}-layer`);
    const byLayer: ImageBuild = { ...byDocker, repository: `${name}-layer`, engine: 'layer' };
    const { ecr } = registry;
    const [docker, layer] = [
      await buildAndPushImage(byDocker, { ecr }),
      await buildAndPushImage(byLayer, { ecr }),
    ];
    expect([docker, layer].map(({ engine, pushed }) => [engine, pushed])).toEqual([
      ['docker', true],
      ['layer', true],
    ]);
    expect(docker.tag).toBe(layer.tag);
    return {
      docker: await inspect(byDocker.repository, docker),
      layer: await inspect(byLayer.repository, layer),
    };
  }

  test('both engines make the same of the Dockerfile of the apps', async () => {
    const { docker, layer } = await buildByBoth('app', { 'dist/main.js': 'console.log(1)' }, appDockerfile);
    expect(layer).toEqual(docker);
    expect(layer.files['app/main.js']).toMatch(/^file 644 0:0 /);
    expect(layer.files['app']).toMatch(/^directory 755 0:0 /);
  });

  test('both engines make the same of everything that engine layer knows', async () => {
    const { docker, layer } = await buildByBoth('all', {
      Dockerfile: [
        'ARG NODE_IMAGE',
        'ARG VERSION=1',
        'FROM ${NODE_IMAGE}',
        'ARG VERSION',
        'USER 0',
        'ENV A=1 B="two words" PATH=/bin',
        'ENV C=${A}-${VERSION:-none} D=\\$A',
        'LABEL a="b c" version=$VERSION',
        'WORKDIR /app',
        'WORKDIR inner',
        'COPY dist /app/dist/',
        'COPY ["one.txt", "two.txt", "./"]',
        'COPY one.txt /srv/renamed.txt',
        'COPY . ../all',
        'EXPOSE 3000 53/udp',
        'STOPSIGNAL SIGINT',
        'USER 65532:65532',
        'CMD ["inner/main.js"]',
      ].join('\n'),
      '.dockerignore': '# notes\n*.md\n**/*.map\nsecret\n!README.md\nDockerfile\n.dockerignore\n',
      'README.md': 'kept',
      'NOTES.md': 'left out',
      'dist/main.js': 'console.log(1)',
      'dist/main.js.map': '{}',
      'dist/deep/er/a.js': 'a',
      'secret/key': 'x',
      'one.txt': '1',
      'two.txt': '2',
    });
    expect(layer).toEqual(docker);
    expect(Object.keys(layer.files).filter((path) => /NOTES|\.map|secret/.test(path))).toEqual([]);
    expect(layer.files['app/all/README.md']).toBeDefined();
    expect(layer.config).toMatchObject({
      Cmd: ['inner/main.js'],
      User: '65532:65532',
      WorkingDir: '/app/inner',
    });
  });

  test('a Dockerfile that engine layer refuses is built by docker, and its content counts', async () => {
    const build = await prepare('needs-docker', {
      Dockerfile: 'ARG NODE_IMAGE\nFROM ${NODE_IMAGE}\nADD *.js /app/\n',
      'a.js': '1',
    });
    await symlink('a.js', join(build.context, 'b.js'));
    const auto: ImageBuild = { ...build, engine: 'auto' };
    const { ecr } = registry;
    const first = await buildAndPushImage(auto, { ecr });
    expect(first).toMatchObject({ engine: 'docker', pushed: true });
    expect(Object.keys((await inspect('needs-docker', first)).files)).toContain('app/b.js');
    expect(await buildAndPushImage(auto, { ecr })).toEqual({ ...first, engine: 'none', pushed: false });
    await writeFile(join(build.context, 'a.js'), '2');
    expect((await buildAndPushImage(auto, { ecr })).tag).not.toBe(first.tag);
  });

  test('a symbolic link that a COPY-only Dockerfile copies is left to docker', async () => {
    const build = await prepare('links', {
      Dockerfile: 'ARG NODE_IMAGE\nFROM ${NODE_IMAGE}\nCOPY dist /app/\n',
      'dist/a.js': '1',
    });
    await symlink('a.js', join(build.context, 'dist/b.js'));
    const { ecr } = registry;
    await expect(buildAndPushImage({ ...build, engine: 'layer' }, { ecr })).rejects.toThrow(
      'use engine docker',
    );
    const image = await buildAndPushImage({ ...build, engine: 'auto' }, { ecr });
    expect(image.engine).toBe('docker');
    expect((await inspect('links', image)).files['app/b.js']).toMatch(/^symlink/);
  });

  test('a build that fails shows the last lines of docker and leaves nothing', async () => {
    const build = await prepare('fails', {
      Dockerfile: 'ARG NODE_IMAGE\nFROM ${NODE_IMAGE}\nRUN ["/no-such-command", "--flag"]\n',
    });
    const before = await leftovers();
    await expect(buildAndPushImage(build, { ecr: registry.ecr })).rejects.toThrow(
      /docker (buildx )?build failed with exit code \d+:\n[^]*no-such-command/,
    );
    expect(await leftovers()).toEqual(before);
  });

  /** Configuration folders, and containers of the base image. */
  async function leftovers() {
    const { stdout } = await runCommand('docker', [
      'ps',
      '--all',
      '--quiet',
      '--filter',
      `ancestor=${registry.baseImage}`,
    ]);
    return [stdout, (await readdir(tmpdir())).filter((name) => name.startsWith('phaseline-docker-'))];
  }

  async function directBuild(name: string) {
    const build = await prepare(name, {
      Dockerfile: 'ARG NODE_IMAGE\nFROM ${NODE_IMAGE}\nCOPY a.js /\n',
      'a.js': name,
    });
    const { uri, registry: host, credentials } = await openEcrRepository(registry.ecr, name);
    return {
      context: build.context,
      dockerfile: join(build.context, 'Dockerfile'),
      platform: build.platform,
      buildArguments: { NODE_IMAGE: registry.baseImage },
      image: `${uri}:v1`,
      registry: host,
      credentials,
    };
  }

  test('a wrong password is said before anything is built', async () => {
    const build = await directBuild('wrong-password');
    const wrong = { ...build, credentials: async () => ({ username: 'AWS', password: 'wrong' }) };
    await expect(buildWithDocker(wrong, runCommand)).rejects.toThrow(
      /docker login failed with exit code 1:\n.*401/s,
    );
  });

  test("the digest is the registry's; neither a tag nor a password is left, the user's configuration stays", async () => {
    const build = await directBuild('plain');
    const theirs = await registry.context('their-docker', {
      'config.json': JSON.stringify({
        auths: { 'example.com': { auth: 'YTpi' } },
        credsStore: 'not-installed',
      }),
    });
    vi.stubEnv('DOCKER_CONFIG', theirs);
    const before = await leftovers();
    const digest = await buildWithDocker(build, runCommand);
    const client = await registry.client('plain');
    expect((await readImage(client, parseImageReference(build.image), 'linux/amd64')).digest).toBe(digest);
    expect(await leftovers()).toEqual(before);
    expect(await readFile(join(theirs, 'config.json'), 'utf8')).not.toContain(build.registry);
    const { stdout } = await runCommand('docker', ['image', 'ls', '--quiet', build.image]);
    expect(stdout).toBe('');
    vi.unstubAllEnvs();
  });

  test("a buildx among the user's plugins is found, and the digest read from its metadata", async () => {
    const build = await directBuild('buildx');
    const theirs = await registry.context('with-buildx', {});
    await mkdir(join(theirs, 'cli-plugins'), { recursive: true });
    const plugin = join(theirs, 'cli-plugins/docker-buildx');
    await writeFile(plugin, `#!${process.execPath}\n${buildxStandIn}`);
    await chmod(plugin, 0o755);
    vi.stubEnv('DOCKER_CONFIG', theirs);
    const digest = await buildWithDocker(build, runCommand);
    vi.unstubAllEnvs();
    const client = await registry.client('buildx');
    expect((await readImage(client, parseImageReference(build.image), 'linux/amd64')).digest).toBe(digest);
    expect(await readFile(join(theirs, 'called'), 'utf8')).toContain('--push --provenance=false');
  });
});

/** Speaks docker's plugin protocol and buildx's options, and has the engine's own builder do the work. */
const buildxStandIn = `
const { execFileSync } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const docker = (...parameters) => execFileSync('docker', parameters, { env: { ...process.env, DOCKER_BUILDKIT: '0' }, encoding: 'utf8' });
const [, , first, second, ...rest] = process.argv;
if (first === 'docker-cli-plugin-metadata') {
  console.log(JSON.stringify({ SchemaVersion: '0.1.0', Vendor: 'test', Version: '0', ShortDescription: 'stand-in' }));
} else if (second === 'build') {
  writeFileSync(join(dirname(dirname(process.argv[1])), 'called'), rest.join(' '));
  const own = ['--push', '--provenance=false'];
  const at = rest.indexOf('--metadata-file');
  const [, metadata] = rest.splice(at, 2);
  docker('build', ...rest.filter((word) => !own.includes(word)));
  const image = rest[rest.indexOf('--tag') + 1];
  docker('push', image);
  const [digest] = JSON.parse(docker('image', 'inspect', '--format', '{{json .RepoDigests}}', image));
  writeFileSync(metadata, JSON.stringify({ 'containerimage.digest': digest.split('@')[1] }));
}
`;
