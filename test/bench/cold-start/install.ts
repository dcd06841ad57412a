import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;

/** Installs the peers of package-lock.json beside this file, where that has not been done yet. Returns their folder. */
export function installPeers(): string {
  const modules = join(HERE, 'node_modules');
  const done = join(modules, '.package-lock.json');
  const lock = join(HERE, 'package-lock.json');
  if (!existsSync(done) || statSync(done).mtimeMs < statSync(lock).mtimeMs) {
    console.error('Installing what is measured against (npm ci)...');
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: HERE, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return modules;
}

/** Throws when what our apps ask for is not what is installed here: two versions would be compared as one. */
export function assertSameVersions(asked: ReadonlyMap<string, string>): void {
  const manifest = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const [name, version] of asked) {
    const found = manifest.dependencies[name];
    if (found === version) continue;
    throw new Error(
      `test/bench/cold-start/package.json: ${name} is ${found ?? 'missing'}, our apps have ${version}: put that there and run npm install in its folder`,
    );
  }
}
