// Runs before `npm start` and `npm test` on whatever Node the machine has (20 or newer), so: built-ins only, no TypeScript.
// Installs exactly what the lock file says when that has not been done yet for this lock file. Says so on stderr: stdout is the command's.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');

if (!existsSync(installed) || statSync(lock).mtimeMs > statSync(installed).mtimeMs) {
  console.error('Installing dependencies (npm ci) ...');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['inherit', process.stderr.fd, 'inherit'],
  });
  if (npm.status !== 0) {
    console.error(`npm ci failed with exit code ${npm.status ?? npm.signal}; its own message is above.`);
    process.exit(1);
  }
}
