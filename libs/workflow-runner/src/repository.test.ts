import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
  test("is right by GitHub's parser, runs here, and refers to nothing unknown", async () => {
    expect(unknownReferences(await loadWorkflow(root, path)).map(describeProblem)).toEqual([]);
  });
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
