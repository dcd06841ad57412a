import { execFileSync } from 'node:child_process';
import { appendFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { plainReporter, runWorkflow, type WorkflowRun } from '@phaseline/workflow-runner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitAll } from '../system/commit-all.ts';
import { copyWorkspace, type WorkspaceCopy } from '../system/copy-workspace.ts';

// The repository's own ci.yml, really run on pull requests: lint, types, bundles and tests by nx. What a workflow or the dist affects would be
// nearly everything, this test with it, so the only projects with targets here are one so small that it takes seconds and the one that lints
// workflows.
let copy: WorkspaceCopy;
beforeAll(async () => {
  copy = await copyWorkspace();
  for (const file of globSync('{actions,scripts,test,{libs,apps,lambda}/*}/project.json', {
    cwd: copy.folder,
  }))
    if (file === rules) keepTarget(file, 'lint-workflows');
    else rmSync(join(copy.folder, file));
  // Bundled through links the dist has chunks of other names than the committed one: this copy commits its own.
  execFileSync(process.execPath, ['actions/build.ts'], { cwd: copy.folder });
  main = commitAll(copy.folder, 'Everything');
});
afterAll(() => copy.remove());

/** What pull requests are based on. */
let main: string;

const rules = 'libs/workflow-rules/project.json';
/** Takes a project's other targets away. */
function keepTarget(file: string, name: string): void {
  const path = join(copy.folder, file);
  const read = JSON.parse(readFileSync(path, 'utf8')) as { targets: Record<string, object> };
  const left = { ...read, targets: { [name]: read.targets[name] } };
  writeFileSync(path, `${JSON.stringify(left, undefined, 2)}\n`);
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

async function runCi(event: 'pull_request' | 'merge_group'): Promise<{ run: WorkflowRun; log: string }> {
  const lines: string[] = [];
  const run = await runWorkflow({
    workspace: copy.folder,
    workflow: '.github/workflows/ci.yml',
    event: {
      name: event,
      payload:
        event === 'merge_group'
          ? { merge_group: { base_sha: main } }
          : { pull_request: { base: { sha: main } } },
    },
    // The jobs share one folder here, on GitHub each has its own.
    parallel: 1,
    reporter: plainReporter({ write: (text) => lines.push(text), logs: true }),
  });
  return { run, log: lines.join('') };
}

const conclusions = (run: WorkflowRun) => Object.fromEntries(run.jobs.map((job) => [job.id, job.conclusion]));
const annotationsOf = (run: WorkflowRun, id: string) =>
  run.jobs.find((job) => job.id === id)?.annotations ?? [];
/** What a job says at the lines of files, in their order. */
const findingsOf = (run: WorkflowRun, id: string) =>
  annotationsOf(run, id)
    .flatMap(({ file, line, title, message }) =>
      file ? [`${basename(file)}:${line} ${title}: ${message}`] : [],
    )
    .sort();
const summaryOf = (run: WorkflowRun) => run.jobs.find((job) => job.id === 'test')?.summary;

const careless = '.github/workflows/careless.yml';
const carelessWorkflow = `name: Careless
on: pull_request
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo "\${{ github.event.pull_request.title }}"
        if: steps.none.outputs.x == 1
`;

test('a pull request that brings a failing test, a careless workflow and a dist of other sources is stopped and told what and where; mended, the merge queue lets it through', async () => {
  writeProject({ ...project, 'greet.test.ts': testOf('Goodbye Ann') });
  writeFileSync(join(copy.folder, careless), carelessWorkflow);
  appendFileSync(join(copy.folder, 'actions/dist/smoke-test.js'), '// written by hand\n');
  commitAll(copy.folder, 'A greeting');
  const red = await runCi('pull_request');
  expect(conclusions(red.run), red.log).toEqual({
    lint: 'failure',
    typecheck: 'success',
    build: 'failure',
    test: 'failure',
    required: 'failure',
  });
  expect(summaryOf(red.run)).toContain('## Tests: 1 failed, 0 passed\n');
  expect(summaryOf(red.run)).toContain('| **libs/greeting** | 0 | 1 | 0 |');
  expect(summaryOf(red.run)).toContain("expected 'Hello Ann' to be 'Goodbye Ann'");
  expect(findingsOf(red.run, 'lint')).toEqual([
    expect.stringMatching(/^careless.yml:1 permissions: every job/),
    expect.stringMatching(/^careless.yml:2 concurrency: two runs/),
    expect.stringMatching(/^careless.yml:4 permissions: job greet .* set permissions/),
    expect.stringMatching(/^careless.yml:4 timeouts: job greet .* set timeout-minutes/),
    expect.stringMatching(/^careless.yml:7 action-pins: actions\/checkout@v7 is not pinned.* write the full/),
    expect.stringMatching(/^careless.yml:7 checkout-credentials: .* set persist-credentials: false/),
    expect.stringMatching(/^careless.yml:8 script-expressions: .*pull_request.title }} becomes part of the/),
    expect.stringMatching(/^careless.yml:9 language-service: Context access might be invalid: none/),
  ]);
  expect(annotationsOf(red.run, 'build').map(({ message }) => message)).toContain(
    'actions/dist is not what the sources build: run npx nx build actions and commit it',
  );
  expect(red.log).toContain(' M actions/dist/smoke-test.js');

  // The job that found it has built the dist anew.
  rmSync(join(copy.folder, careless));
  writeProject({ 'greet.test.ts': testOf('Hello Ann') });
  commitAll(copy.folder, 'The greeting that was meant, and no careless workflow');
  const green = await runCi('merge_group');
  expect(green.run.conclusion, green.log).toBe('success');
  expect(summaryOf(green.run)).toContain('## Tests: 1 passed\n');
  // Nothing but what changed was tested, and its lines were counted.
  expect(summaryOf(green.run)).toMatch(
    /--- \|\n\| libs\/greeting \| 1 \| 0 \| 0 \| \d+\.\d \| 100% of 1 \|\n\n/,
  );
}, 600_000);
