import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** A copy of the repository that a test may change. */
export interface WorkspaceCopy {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Copies the files of the repository, as they are in the work tree, to a folder of its own; node_modules are linked, not copied.
 * Packages of ours are found through those links, so a test changes files of `apps/` and of what has no package (workflows,
 * task definitions), not of `libs/`.
 */
export async function copyWorkspace(): Promise<WorkspaceCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-workspace-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = listed.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  for (const path of new Set(paths.map(dirname))) mkdirSync(join(folder, path), { recursive: true });
  // One after the other: thousands of small files, of which each waits for the pool of threads longer than it takes.
  for (const path of paths) copyFileSync(join(root, path), join(folder, path));
  // Setup must not install into node_modules that are only linked here, whatever the age of the repository's own.
  await utimes(join(folder, 'package-lock.json'), 0, 0);
  for (const path of globSync('{.,libs/*,apps/*,lambda/*,actions,scripts,test}/node_modules', {
    cwd: root,
  })) {
    await symlink(join(root, path), join(folder, path));
  }
  await copyBuilt(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What Nx has built of these very sources already, by their hashes: built there again it would be the same bytes. */
async function copyBuilt(folder: string): Promise<void> {
  // An Nx may be at work here meanwhile: what its record has as of now is whole in the cache.
  for (const record of globSync('.nx/workspace-data/*.db', { cwd: root })) {
    mkdirSync(join(folder, dirname(record)), { recursive: true });
    const database = new DatabaseSync(join(root, record), { readOnly: true });
    await backup(database, join(folder, record));
    database.close();
  }
  if (existsSync(join(root, '.nx/cache')))
    await cp(join(root, '.nx/cache'), join(folder, '.nx/cache'), { recursive: true });
}
