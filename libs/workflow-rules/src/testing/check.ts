import { expect } from 'vitest';
import { rules } from '../rules/index.ts';
import { parseWorkflowFile } from '../workflow-file.ts';

/** What `rule` finds in `yaml`, as `line: message`. `others` are further files of the repository, by path. */
export function check(
  rule: string,
  yaml: string,
  { path = '.github/workflows/test.yml', others = {} }: Options = {},
): string[] {
  const file = parseWorkflowFile(path, yaml);
  // A workflow that GitHub would refuse proves nothing about a rule.
  expect(file.problems).toEqual([]);
  const all = [file, ...Object.entries(others).map(([name, text]) => parseWorkflowFile(name, text))];
  const run = rules[rule];
  if (run === undefined) throw new Error(`there is no rule ${rule}: ${Object.keys(rules).join(', ')}`);
  return run(file, all).map(({ line, message, fix }) => {
    expect(fix).not.toBe('');
    return `${line}: ${message}`;
  });
}

interface Options {
  readonly path?: string;
  readonly others?: Readonly<Record<string, string>>;
}

/** A workflow with one job that has these steps, from line 5 on. */
export const workflowWith = (steps: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replaceAll(/^/gm, '      ')}\n`;
