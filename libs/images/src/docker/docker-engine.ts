import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AskCredentials } from '../registry/registry-authorization.ts';
import { createDockerConfiguration } from './docker-configuration.ts';
import type { RunCommand } from './run-command.ts';

/** What `docker build` needs. */
export interface DockerBuild {
  readonly context: string;
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string;
  /** `host/name:tag` to push to. */
  readonly image: string;
  readonly registry: string;
  readonly credentials: AskCredentials;
  /** True when there is a `Dockerfile.dockerignore`, which only BuildKit reads. */
  readonly needsBuildKit?: boolean;
}

/** Runs docker and gives its standard output. */
type Docker = (parameters: readonly string[], input?: string) => Promise<string>;

/** Whether a Docker engine answers on this machine. */
export async function isDockerAvailable(run: RunCommand): Promise<boolean> {
  return (await run('docker', ['version', '--format', '{{.Server.Version}}'])).exitCode === 0;
}

/**
 * Builds and pushes with the machine's Docker engine: `buildx` where it is there, else `docker build` and `docker push`. Leaves
 * neither the registry's password nor a tag behind: the password goes through standard input into a Docker configuration of its own.
 *
 * @returns the pushed manifest's digest.
 * @throws Error with the last lines of docker's own output.
 */
export async function buildWithDocker(build: DockerBuild, run: RunCommand): Promise<string> {
  const configuration = await createDockerConfiguration(build.registry);
  const commands = (extra: Readonly<Record<string, string>>): Docker => {
    const environment = { ...configuration.environment, ...extra };
    return async (parameters, input) => {
      const result = await run('docker', parameters, { environment, ...(input !== undefined && { input }) });
      if (result.exitCode === 0) return result.stdout;
      throw new Error(describeFailure(parameters, result));
    };
  };
  try {
    const { environment } = configuration;
    const hasBuildx = (await run('docker', ['buildx', 'version'], { environment })).exitCode === 0;
    const builder = hasBuildx ? { SOURCE_DATE_EPOCH: '0' } : await builderWithoutBuildx(build, run);
    const docker = commands(builder);
    const { username, password } = await build.credentials();
    await docker(['login', '--username', username, '--password-stdin', build.registry], password);
    try {
      return hasBuildx
        ? await buildWithBuildx(build, docker, join(configuration.folder, 'metadata.json'))
        : await buildAndPush(build, docker);
    } finally {
      // It may not be there, after a failure or from a builder that keeps its own images.
      await run('docker', ['image', 'rm', build.image], { environment });
    }
  } finally {
    await configuration.remove();
  }
}

async function buildWithBuildx(build: DockerBuild, docker: Docker, metadataFile: string): Promise<string> {
  await docker([
    'buildx',
    'build',
    '--push',
    '--provenance=false',
    '--metadata-file',
    metadataFile,
    ...buildParameters(build),
    build.context,
  ]);
  const metadata = JSON.parse(await readFile(metadataFile, 'utf8')) as Record<string, unknown>;
  return digestFrom(metadata['containerimage.digest'], build.image);
}

async function buildAndPush(build: DockerBuild, docker: Docker): Promise<string> {
  // Else the classic builder leaves the container of a RUN that failed.
  await docker(['build', '--force-rm', ...buildParameters(build), build.context]);
  await docker(['push', build.image]);
  const digests = JSON.parse(
    await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', build.image]),
  ) as string[];
  const name = build.image.slice(0, build.image.lastIndexOf(':'));
  return digestFrom(digests.find((digest) => digest.startsWith(`${name}@`))?.split('@')[1], build.image);
}

/** Clients before 23 speak BuildKit themselves; later ones only by buildx, and refuse when they are told to without it. */
async function builderWithoutBuildx(
  build: DockerBuild,
  run: RunCommand,
): Promise<{ DOCKER_BUILDKIT: '0' | '1' }> {
  const { stdout } = await run('docker', ['version', '--format', '{{.Client.Version}}']);
  const hasBuildKit = Number.parseInt(stdout, 10) < 23;
  if (build.needsBuildKit === true && !hasBuildKit)
    throw new Error(
      `${build.dockerfile}.dockerignore is read by BuildKit only; install docker buildx, or name the file .dockerignore`,
    );
  return { DOCKER_BUILDKIT: hasBuildKit ? '1' : '0' };
}

function buildParameters(build: DockerBuild): string[] {
  const buildArguments = Object.entries(build.buildArguments).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  return ['--platform', build.platform, '--file', build.dockerfile, '--tag', build.image, ...buildArguments];
}

function describeFailure(
  [command, ...rest]: readonly string[],
  result: { readonly exitCode: number; readonly stdout: string; readonly stderr: string },
): string {
  const lines = `${result.stdout}\n${result.stderr}`.trim().split('\n');
  const name = command === 'buildx' || command === 'image' ? `${command} ${rest[0]}` : command;
  return `docker ${name} failed with exit code ${result.exitCode}:\n${lines.slice(-15).join('\n')}`;
}

function digestFrom(value: unknown, image: string): string {
  if (typeof value === 'string' && value.startsWith('sha256:')) return value;
  throw new Error(`docker pushed ${image} but named no digest for it (got ${JSON.stringify(value)})`);
}
