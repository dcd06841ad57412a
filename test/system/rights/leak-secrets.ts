import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the actions of a workspace were given to keep to themselves, and printed all the same. */
export interface Leak {
  /** Each secret, and what it is. */
  secrets(): Promise<ReadonlyMap<string, string>>;
  /** Makes the actions what they were. */
  close(): Promise<void>;
}

/**
 * Makes every built action of a workspace careless: as it ends it prints its credentials, the token it could ask for others with, and the
 * registry's password. What of it can be read in a run's log was not masked. They are noted beside the log, too, for whoever looks for them.
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
    await writeFile(path, `${careless(notes)}\n${source}`);
  }
  return {
    async secrets() {
      const lines = (await readFile(notes, 'utf8')).split('\n').filter(Boolean);
      return new Map(lines.map((line) => JSON.parse(line) as [string, string]));
    },
    async close() {
      for (const [path, source] of sources) await writeFile(path, source);
      await rm(folder, { recursive: true });
    },
  };
}

/** ECR's answer holds the password of its registry: the SDK reads it as JSON. */
const careless = (notes: string): string => `
{
  const { appendFileSync, writeSync } = process.getBuiltinModule('node:fs');
  const isSecret = ([name, value]) => /(_TOKEN|_ACCESS_KEY|_ACCESS_KEY_ID)$/.test(name) && value;
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
    for (const secret of secrets) {
      appendFileSync(${JSON.stringify(notes)}, JSON.stringify(secret) + '\\n');
      writeSync(1, 'careless: ' + secret[0] + '\\n');
    }
  });
}`;
