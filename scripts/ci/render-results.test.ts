import { expect, test } from 'vitest';
import type { ProjectResults } from '../testing/read-results.ts';
import { renderResults } from './render-results.ts';

const model: ProjectResults = {
  project: 'libs/model',
  passed: 1,
  failed: 2,
  skipped: 2,
  failures: [
    { name: 'a|b <i>', file: 'libs/model/a.test.ts', lines: ['Error: no ```', 'at a.test.ts:3'] },
    { name: 'an error that nobody caught', lines: ['Error: oh'] },
  ],
  milliseconds: 2501,
  slowest: [
    { name: 'a|b <i>', file: 'libs/model/a.test.ts', milliseconds: 2500 },
    { name: 'quick', file: 'libs/model/a.test.ts', milliseconds: 1 },
  ],
  coverage: { covered: 199, total: 200 },
};
const scripts: ProjectResults = {
  project: 'scripts',
  passed: 7,
  failed: 0,
  skipped: 0,
  failures: [],
  milliseconds: 3000,
  slowest: [{ name: 'slow', file: 'scripts/b.test.ts', milliseconds: 3000 }],
  coverage: undefined,
};

test('totals and coverage per project, failures with their reason, the slowest tests of all first', () => {
  const markdown = renderResults([model, scripts]);
  expect(markdown).toContain('## Tests: 2 failed, 8 passed, 2 skipped\n');
  expect(markdown).toContain(
    '| **libs/model** | 1 | 2 | 2 | 2.5 | 99% of 200 |\n| scripts | 7 | 0 | 0 | 3.0 |  |\n',
  );
  expect(markdown).toContain(
    'libs/model/a.test.ts: **a\\|b &lt;i>**\n\n````\nError: no ```\nat a.test.ts:3\n````\n',
  );
  expect(markdown).toContain('**an error that nobody caught**\n\n```\nError: oh\n```');
  expect(markdown).toMatch(/\| 3\.0 \| slow \| scripts\/b\.test\.ts \|\n\| 2\.5 \| a\\\|b &lt;i> \|/);
});

test('many failures are cut: a summary that is too long is not shown at all', () => {
  const failures = Array.from({ length: 40 }, (_, at) => ({ name: `t${at}`, lines: ['no'] }));
  const markdown = renderResults([{ ...model, failed: 40, failures }]);
  expect(markdown).toContain('**t29**');
  expect(markdown).not.toContain('**t30**');
  expect(markdown).toContain('and 10 more');
});

test('where nothing was tested it says so', () => {
  expect(renderResults([])).toMatch(/No project was affected/);
});
