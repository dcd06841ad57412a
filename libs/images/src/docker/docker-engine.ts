import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryCredentials } from '../registry/registry-authorization.ts';
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
  readonly credentials: RegistryCredentials;
}

/** Whether a Docker engine answers on this machine. */
export async function isDockerAvailable(run: RunCommand): Promise<boolean> {
  return (await run('docker', ['version', '--format', '{{.Server.Version}}'])).exitCode === 0;
}

/**
 * Builds and pushes with the machine's Docker engine: `buildx` where it is there, else `docker build` and `docker push`.
 * The registry password goes through standard input into a Docker configuration of its own, which is removed afterwards.
 *
 * @returns the pushed manifest's digest.
 * @throws Error with the last lines of docker's own output.
 */
export async function buildWithDocker(build: DockerBuild, run: RunCommand): Promise<string> {
  const configuration = await mkdtemp(join(tmpdir(), 'phaseline-docker-'));
  const environment = { DOCKER_CONFIG: configuration, SOURCE_DATE_EPOCH: '0' };
  const docker = async (parameters: readonly string[], input?: string) => {
    const result = await run('docker', parameters, { environment, ...(input !== undefined && { input }) });
    if (result.exitCode === 0) return result.stdout;
    const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-15).join('\n');
    throw new Error(
      `docker ${parameters[0] === 'buildx' ? 'buildx build' : parameters[0]} failed with exit code ${result.exitCode}:\n${tail}`,
    );
  };
  try {
    // buildx is a client plugin and is not looked up below DOCKER_CONFIG alone; system-wide plugins still are.
    const hasBuildx = (await run('docker', ['buildx', 'version'], { environment })).exitCode === 0;
    await docker(
      ['login', '--username', build.credentials.username, '--password-stdin', build.registry],
      build.credentials.password,
    );
    const parameters = [
      '--platform',
      build.platform,
      '--file',
      build.dockerfile,
      '--tag',
      build.image,
      ...Object.entries(build.buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ];
    if (hasBuildx) {
      const metadata = join(configuration, 'metadata.json');
      await docker([
        'buildx',
        'build',
        '--push',
        '--provenance=false',
        '--metadata-file',
        metadata,
        ...parameters,
        build.context,
      ]);
      return digestFrom(
        (JSON.parse(await readFile(metadata, 'utf8')) as Record<string, unknown>)['containerimage.digest'],
        build.image,
      );
    }
    await docker(['build', ...parameters, build.context]);
    await docker(['push', build.image]);
    const digests = JSON.parse(
      await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', build.image]),
    ) as string[];
    const name = build.image.slice(0, build.image.lastIndexOf(':'));
    return digestFrom(digests.find((digest) => digest.startsWith(`${name}@`))?.split('@')[1], build.image);
  } finally {
    await rm(configuration, { recursive: true, force: true });
  }
}

function digestFrom(value: unknown, image: string): string {
  if (typeof value === 'string' && value.startsWith('sha256:')) return value;
  throw new Error(`docker pushed ${image} but named no digest for it (got ${JSON.stringify(value)})`);
}
