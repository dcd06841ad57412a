import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Job, Step, Workflow } from './model.ts';
import { loadAction } from './parser/load-action.ts';
import { loadWorkflow } from './parser/load-workflow.ts';
import type { Problem } from './parser/problems.ts';
import { describeProblem } from './parser/problems.ts';
import { unknownReferences } from './parser/unknown-references.ts';

const root = join(import.meta.dirname, '../../..');
const workflows = readdirSync(join(root, '.github/workflows')).filter((name) => name.endsWith('.yml'));
const actions = readdirSync(join(root, 'actions')).filter((name) =>
  existsSync(join(root, 'actions', name, 'action.yml')),
);

describe.each(workflows)('.github/workflows/%s', (name) => {
  const path = join('.github/workflows', name);
  const load = (): Promise<Workflow> => loadWorkflow(root, path);

  test("is right by GitHub's parser, runs here, and refers to nothing unknown", async () => {
    expect(unknownReferences(await load()).map(describeProblem)).toEqual([]);
  });

  test('gives no permission by itself, and every job has a timeout', async () => {
    const workflow = await load();
    expect(workflow.permissions).toEqual(new Map());
    const without = workflow.jobs.filter((job) => job.kind === 'steps' && job.timeoutMinutes === undefined);
    expect(without.map((job) => job.id)).toEqual([]);
  });

  test('pins third-party actions by full SHA, with the version beside it', () => {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    const remote = lines.filter((line) => /^\s*(- )?uses:/.test(line) && !/uses: \.\//.test(line));
    for (const line of remote) expect(line).toMatch(/uses: [\w-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('puts no expression into a script, where a value could become code', async () => {
    const scripts = stepsOf((await load()).jobs).filter(
      (step) => step.kind === 'run' && step.run.isExpression,
    );
    expect(scripts.map((step) => `${step.file}:${step.line}`)).toEqual([]);
  });
});

test('an action is pinned to the same commit everywhere', () => {
  const pins = new Map<string, Set<string>>();
  for (const name of workflows) {
    const text = readFileSync(join(root, '.github/workflows', name), 'utf8');
    for (const [, action = '', sha = ''] of text.matchAll(/uses: ([\w-]+\/[\w.-]+)@(\S+)/g)) {
      pins.set(action, (pins.get(action) ?? new Set()).add(sha));
    }
  }
  for (const [action, shas] of pins) expect([action, [...shas]]).toEqual([action, [expect.any(String)]]);
});

test.each(actions)("actions/%s is right by GitHub's parser, and its files are there", (name) => {
  const problems: Problem[] = [];
  const action = loadAction(
    { workspace: root, problems, stack: [] },
    { file: 'test', line: undefined },
    `actions/${name}`,
  );
  expect(problems.map(describeProblem)).toEqual([]);
  expect(action).toBeDefined();
});

function stepsOf(jobs: readonly Job[]): Step[] {
  return jobs.flatMap((job) => (job.kind === 'steps' ? job.steps : []));
}
