import { expect, test } from 'vitest';
import { check } from '../testing/check.ts';

const job = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n';

test.each(['on: push', 'on: [push, workflow_call]', 'on:\n  push:\n    branches: [main]\n  workflow_call:'])(
  'a workflow that an event starts, without a group: %s',
  (on) => {
    expect(check('concurrency', `name: x\n${on}\n${job}`)).toEqual([
      expect.stringMatching(/^[23]: two runs of this workflow can go on at once$/),
    ]);
  },
);

test('a group of the workflow, a group of every job, a workflow that is only called', () => {
  expect(check('concurrency', `on: push\nconcurrency: ci\n${job}`)).toEqual([]);
  expect(check('concurrency', `on: push\n${job}    concurrency: ci\n`)).toEqual([]);
  expect(check('concurrency', `on:\n  workflow_call:\n${job}`)).toEqual([]);
});
