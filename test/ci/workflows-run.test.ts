import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../system/copy-workspace.ts';

/** Which test runs each workflow through the runner, by which events. A called one runs with its caller. */
const covered: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ci.yml': { 'test/ci/ci-workflow.test.ts': 'pull_request, merge_group' },
  'deploy.yml': { 'test/system/delivery.ts': 'workflow_dispatch, push' },
  'preview.yml': { 'test/system/preview.test.ts': 'pull_request' },
  'preview-report.yml': { 'test/system/fork.test.ts': 'workflow_run' },
  'teardown.yml': { 'test/system/preview.test.ts': 'pull_request' },
  'sweep.yml': { 'test/system/preview.test.ts': 'schedule' },
  'drift.yml': { 'test/system/preview.test.ts': 'schedule' },
};

interface WorkflowFile {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { readonly uses?: string }>>;
}
const files = globSync('.github/workflows/*.yml', { cwd: root });
const workflows = new Map(
  files.map((path) => [basename(path), parse(readFileSync(join(root, path), 'utf8')) as WorkflowFile]),
);

test('every workflow that an event starts is run by a test that names it', () => {
  const started = [...workflows].filter(([, { on }]) =>
    Object.keys(on).some((name) => name !== 'workflow_call'),
  );
  expect(Object.keys(covered).toSorted()).toEqual(started.map(([name]) => name).toSorted());
  for (const [name, tests] of Object.entries(covered))
    for (const [path, events] of Object.entries(tests)) {
      expect(readFileSync(join(root, path), 'utf8'), path).toContain(name);
      expect(Object.keys(workflows.get(name)?.on ?? {}), name).toEqual(
        expect.arrayContaining(events.split(', ')),
      );
    }
});

test('every other one is called by one of them', () => {
  const called = [...workflows.values()].flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ uses }) =>
      uses?.startsWith('./.github/workflows/') ? [basename(uses)] : [],
    ),
  );
  const others = [...workflows.keys()].filter((name) => covered[name] === undefined);
  for (const name of others) expect(called).toContain(name);
});
