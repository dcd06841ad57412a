import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Something that an action was given to keep to itself, and printed all the same. */
export interface Told {
  readonly action: string;
  /** What it is. */
  readonly name: string;
  readonly secret: string;
}

/** A workspace whose actions are careless. */
export interface Leak {
  /** What they have printed so far. */
  told(): Promise<readonly Told[]>;
  /** Makes the actions what they were. */
  close(): Promise<void>;
}

/**
 * Makes every built action of a workspace careless: as it ends it prints its credentials, the job's token, the token it could ask for others
 * with, and the registry's password. What of it can be read in a run's log was not masked. They are noted beside the log, too, for whoever
 * looks for them.
 */
export async function leakSecrets(workspace: string): Promise<Leak> {
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-leak-'));
  const notes = join(folder, 'secrets');
  await writeFile(notes, '');
  const dist = join(workspace, 'actions/dist');
  const built = await readdir(dist);
  const actions = built.filter((name) => name.endsWith('.js') && !name.startsWith('shared-'));
  const sources = new Map<string, string>();
  for (const name of actions) {
    const path = join(dist, name);
    const source = await readFile(path, 'utf8');
    sources.set(path, source);
    await writeFile(path, `${careless(notes, name.replace(/\.js$/, ''))}\n${source}`);
  }
  return {
    async told() {
      const lines = (await readFile(notes, 'utf8')).split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Told);
    },
    async close() {
      for (const [path, source] of sources) await writeFile(path, source);
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * What of it can be read in what a run said, by what it is and never the secret itself: a failure must not print what it is about. Each line
 * that a careless action printed must be there, masked whole.
 */
export function readableIn(told: readonly Told[], said: string): string[] {
  const readable = told.filter(({ secret }) => said.includes(secret));
  const lines = said.split('\n').flatMap((line) => line.split('careless: ').slice(1));
  return [
    ...readable.map(({ action, name }) => `${name} of ${action}`),
    ...(lines.length === told.length
      ? []
      : [`${lines.length} lines of careless actions, which printed ${told.length}`]),
    ...(lines.every((line) => line === '***') ? [] : ['a line of a careless action is not masked whole']),
  ];
}

/** ECR's answer holds the password of its registry: the SDK reads it as JSON. */
const careless = (notes: string, action: string): string => `
{
  const { appendFileSync, writeSync } = process.getBuiltinModule('node:fs');
  const isSecret = ([name, value]) => /([_-]TOKEN|_ACCESS_KEY|_ACCESS_KEY_ID)$/.test(name) && value;
  const secrets = new Map(Object.entries(process.env).filter(isSecret).map(([name, value]) => [value, name]));
  const parse = JSON.parse;
  JSON.parse = (...given) => {
    const value = parse(...given);
    for (const { authorizationToken } of value?.authorizationData ?? []) {
      const [, password] = Buffer.from(authorizationToken, 'base64').toString().split(':');
      secrets.set(authorizationToken, 'authorizationToken').set(password, 'password');
    }
    return value;
  };
  process.on('exit', () => {
    for (const [secret, name] of secrets) {
      const told = { action: ${JSON.stringify(action)}, name, secret };
      appendFileSync(${JSON.stringify(notes)}, JSON.stringify(told) + '\\n');
      writeSync(1, 'careless: ' + secret + '\\n');
    }
  });
}`;
