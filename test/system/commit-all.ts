import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@localhost'];

/**
 * Commits all that changed in a copy of the repository to its branch main; the first commit makes it a git repository.
 * @returns the commit's SHA
 */
export function commitAll(folder: string, message: string): string {
  const git = (...parameters: string[]) =>
    execFileSync('git', [...author, ...parameters], { cwd: folder, stdio: 'pipe', encoding: 'utf8' }).trim();
  if (!existsSync(join(folder, '.git'))) {
    git('init', '-q', '-b', 'main');
    // The links to the installed packages are no folders, so .gitignore does not know them.
    appendFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  }
  git('add', '-A');
  git('commit', '-q', '-m', message);
  return git('rev-parse', 'HEAD');
}
