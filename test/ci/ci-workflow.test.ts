import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainReporter, runWorkflow, type WorkflowRun } from '@phaseline/workflow-runner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../system/copy-workspace.ts';

// The repository's own ci.yml, really run: lint, types, bundles and tests by nx, of a project so small that it takes seconds.
let copy: WorkspaceCopy;
beforeAll(async () => {
  copy = await copyWorkspace();
  // What is installed is linked here: nothing may be installed over it, however new the lock file is.
  utimesSync(join(copy.folder, 'package-lock.json'), 0, 0);
  // Bundled through links the dist has chunks of other names than the committed one: this copy commits its own.
  execFileSync(process.execPath, ['actions/build.ts'], { cwd: copy.folder });
  git('init', '-q', '-b', 'main');
  // The links to the installed packages are no folders, so .gitignore does not know them.
  appendFileSync(join(copy.folder, '.git/info/exclude'), 'node_modules\n');
  commit('Everything');
});
afterAll(() => copy.remove());

function git(...parameters: string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...parameters], {
    cwd: copy.folder,
    stdio: 'pipe',
  });
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

/** A project that nothing depends on. */
function writeProject(files: Readonly<Record<string, string>>): void {
  mkdirSync(join(copy.folder, 'libs/greeting'), { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(copy.folder, 'libs/greeting', name), content);
}

const project = {
  'project.json': '{ "name": "greeting", "targets": { "test": {}, "typecheck": {}, "lint": {} } }\n',
  'tsconfig.json': '{ "extends": "../../tsconfig.base.json", "include": ["**/*.ts"] }\n',
  'greet.ts': 'export const greet = (name: string): string => `Hello ${name}`;\n',
};
const testOf = (expected: string) => `import { expect, test } from 'vitest';
import { greet } from './greet.ts';

test('greets', () => {
  expect(greet('Ann')).toBe('${expected}');
});
`;

async function runCi(event: string): Promise<{ run: WorkflowRun; log: string }> {
  const lines: string[] = [];
  const run = await runWorkflow({
    workspace: copy.folder,
    workflow: '.github/workflows/ci.yml',
    event: { name: event },
    // The jobs share one folder here, on GitHub each has its own.
    parallel: 1,
    reporter: plainReporter({ write: (text) => lines.push(text), logs: true }),
  });
  return { run, log: lines.join('') };
}

const conclusions = (run: WorkflowRun) => Object.fromEntries(run.jobs.map((job) => [job.id, job.conclusion]));
const summaryOf = (run: WorkflowRun) => run.jobs.find((job) => job.id === 'test')?.summary;

test('a pull request with a failing test is stopped and says why; mended, the merge queue lets it through', async () => {
  writeProject({ ...project, 'greet.test.ts': testOf('Goodbye Ann') });
  commit('A greeting');
  const red = await runCi('pull_request');
  expect(conclusions(red.run), red.log).toEqual({
    lint: 'success',
    typecheck: 'success',
    build: 'success',
    test: 'failure',
    required: 'failure',
  });
  expect(summaryOf(red.run)).toContain('## Tests: 1 failed, 0 passed\n');
  expect(summaryOf(red.run)).toContain('| **libs/greeting** | 0 | 1 | 0 |');
  expect(summaryOf(red.run)).toContain("expected 'Hello Ann' to be 'Goodbye Ann'");

  writeProject({ 'greet.test.ts': testOf('Hello Ann') });
  commit('The greeting that was meant');
  const green = await runCi('merge_group');
  expect(green.run.conclusion, green.log).toBe('success');
  expect(summaryOf(green.run)).toContain('## Tests: 1 passed\n');
  // Nothing but what changed was tested, and its lines were counted.
  expect(summaryOf(green.run)).toMatch(
    /--- \|\n\| libs\/greeting \| 1 \| 0 \| 0 \| \d+\.\d \| 100% of 1 \|\n\n/,
  );
}, 600_000);
