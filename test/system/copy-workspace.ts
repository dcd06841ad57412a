import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, utimes } from 'node:fs/promises';
import { existsSync, globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  for (const path of listed.split('\0').filter((file) => file !== '' && existsSync(join(root, file)))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { preserveTimestamps: true });
  }
  // Setup must not install into node_modules that are only linked here, whatever the age of the repository's own.
  await utimes(join(folder, 'package-lock.json'), 0, 0);
  for (const path of globSync('{.,libs/*,apps/*,lambda/*,actions,scripts,test}/node_modules', {
    cwd: root,
  })) {
    await symlink(join(root, path), join(folder, path));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
