import { expect, test } from 'vitest';
import { check } from '../testing/check.ts';

test('a job with steps and without a timeout', () => {
  const yaml = `on: push
jobs:
  quick:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps: [{ run: "true" }]
  endless:
    runs-on: ubuntu-latest
    steps: [{ run: "true", timeout-minutes: 5 }]
`;
  expect(check('timeouts', yaml)).toEqual(['7: job endless may hang for six hours']);
});

test('a job that calls a workflow cannot have one', () => {
  expect(check('timeouts', 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/x.yml\n')).toEqual([]);
});
