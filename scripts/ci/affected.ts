import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { baseCommit } from './base-commit.ts';

// node scripts/ci/affected.ts TARGET [options of nx]: runs the target where the pull request or the merge group changes something. The
// base comes from the event's file, not from the command line, so that nothing of an event is ever part of a script.
const [target, ...options] = process.argv.slice(2);
const file = process.env['GITHUB_EVENT_PATH'];
if (target === undefined || file === undefined) {
  console.error(
    'usage, in a job: node scripts/ci/affected.ts TARGET [options of nx] (GITHUB_EVENT_PATH is needed)',
  );
  process.exit(2);
}
const base = baseCommit(JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof baseCommit>[0]);
if (
  base !== undefined &&
  spawnSync('git', ['cat-file', '-e', `${base}^{commit}`], { cwd: root }).status !== 0
) {
  console.error(`The base ${base} is not in this checkout: check out with fetch-depth: 0`);
  process.exit(1);
}
console.log(
  base === undefined ? 'Every project: no base to compare with' : `Projects affected since ${base}`,
);
// By commits alone: what a step before this one built is no change of anybody's.
const which = base === undefined ? ['run-many'] : ['affected', `--base=${base}`, '--head=HEAD'];
const nx = spawnSync(
  join(root, 'node_modules/.bin/nx'),
  [...which, '-t', target, '--output-style=stream-without-prefixes', '--nxBail=false', ...options],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = nx.status ?? 1;
