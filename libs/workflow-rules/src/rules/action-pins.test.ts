import { expect, test } from 'vitest';
import { check, workflowWith } from '../testing/check.ts';

const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const other = '820762786026740c76f36085b0efc47a31fe5020';

test('a tag, a short commit, a commit without its version, an image by tag', () => {
  const yaml = workflowWith(`- uses: actions/checkout@v7
- uses: actions/setup-node@3d3c42e # v7.0.0
- uses: actions/setup-node@${sha}
- uses: actions/cache@${sha} # newest
- uses: docker://alpine:3`);
  expect(check('action-pins', yaml)).toEqual([
    '6: actions/checkout@v7 is not pinned: its owner can change what it runs',
    '7: actions/setup-node@3d3c42e is not pinned: its owner can change what it runs',
    `8: actions/setup-node@${sha} does not say which version that is`,
    `9: actions/cache@${sha} does not say which version that is`,
    '10: docker://alpine:3 can be pushed anew by its owner',
  ]);
});

test('reusable workflows of others, and the steps of a composite action', () => {
  const called = `on: push\njobs:\n  a:\n    uses: org/repo/.github/workflows/x.yml@main\n`;
  expect(check('action-pins', called)).toEqual([
    '4: org/repo/.github/workflows/x.yml@main is not pinned: its owner can change what it runs',
  ]);
  const composite = `name: x\ndescription: x\nruns:\n  using: composite\n  steps:\n    - uses: actions/checkout@v7\n`;
  expect(check('action-pins', composite, { path: 'actions/x/action.yml' })).toEqual([
    '6: actions/checkout@v7 is not pinned: its owner can change what it runs',
  ]);
});

test('one action at two commits', () => {
  const yaml = workflowWith(`- uses: actions/checkout@${sha} # v7.0.1`);
  const others = {
    '.github/workflows/other.yml': workflowWith(`- uses: actions/checkout@${other} # v7.0.0`),
  };
  expect(check('action-pins', yaml, { others })).toEqual([
    `6: actions/checkout@${sha} is pinned to another commit elsewhere, actions/checkout@${other}`,
  ]);
});

test('pinned with its version, an image by digest, and actions of this repository are fine', () => {
  const yaml = workflowWith(`- uses: actions/checkout@${sha} # v7.0.1
- uses: docker://alpine@sha256:${'0'.repeat(64)}
- uses: ./actions/smoke-test`);
  expect(check('action-pins', yaml)).toEqual([]);
});
