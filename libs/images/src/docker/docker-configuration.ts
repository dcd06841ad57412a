import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Docker configuration folder of our own, for one build. */
export interface DockerConfiguration {
  readonly folder: string;
  /** Variables for every `docker` command. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Makes a configuration folder in which a login leaves its password, away from the user's: theirs may hand passwords to the desktop's
 * keychain, where they would stay. Everything else of theirs goes on working: contexts, plugins, builders and their own logins, which a
 * private base image may need.
 *
 * @param registry the one that will be logged in to; its password goes into the folder's file and nowhere else.
 * @param theirs the user's configuration folder.
 */
export async function createDockerConfiguration(
  registry: string,
  theirs = process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
): Promise<DockerConfiguration> {
  const configuration = await readConfiguration(theirs);
  const { [registry]: _, ...auths } = configuration.auths ?? {};
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-docker-'));
  const ours = {
    ...configuration,
    auths,
    // An empty helper means the file, whatever credsStore says; it also keeps docker from looking for a keychain.
    credHelpers: { ...configuration.credHelpers, [registry]: '' },
    cliPluginsExtraDirs: [join(theirs, 'cli-plugins'), ...(configuration.cliPluginsExtraDirs ?? [])],
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(ours), { mode: 0o600 });
  if (await isThere(join(theirs, 'contexts')))
    await symlink(join(theirs, 'contexts'), join(folder, 'contexts'));
  const builders = process.env['BUILDX_CONFIG'] ?? join(theirs, 'buildx');
  return {
    folder,
    environment: {
      DOCKER_CONFIG: folder,
      ...((await isThere(builders)) && { BUILDX_CONFIG: builders }),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

interface ConfigurationFile {
  readonly auths?: Readonly<Record<string, unknown>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly cliPluginsExtraDirs?: readonly string[];
}

async function readConfiguration(folder: string): Promise<ConfigurationFile> {
  const path = join(folder, 'config.json');
  if (!(await isThere(path))) return {};
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ConfigurationFile;
  } catch (error) {
    throw new Error(`${path} is no Docker configuration that can be read; mend it or set DOCKER_CONFIG`, {
      cause: error,
    });
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
