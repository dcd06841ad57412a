import { expect, test } from 'vitest';
import { check, workflowWith } from '../testing/check.ts';

test('a checkout that keeps its token, by default or because it was told to', () => {
  const yaml = workflowWith(`- uses: actions/checkout@v7
- uses: actions/checkout@v7
  with:
    fetch-depth: 0
    persist-credentials: true`);
  expect(check('checkout-credentials', yaml)).toEqual([
    '6: checkout leaves its token in .git/config for every later step',
    '10: checkout leaves its token in .git/config for every later step',
  ]);
});

test('one that does not, and other actions', () => {
  const yaml = workflowWith(`- uses: actions/checkout@v7
  with:
    persist-credentials: false
- uses: actions/setup-node@v7`);
  expect(check('checkout-credentials', yaml)).toEqual([]);
});
