import { expect, test } from 'vitest';
import { check, workflowWith } from '../testing/check.ts';

test('pull_request_target, in whatever form', () => {
  for (const on of [
    'on: pull_request_target',
    'on: [push, pull_request_target]',
    'on: { pull_request_target: }',
  ])
    expect(check('privileged-triggers', workflowWith('- run: "true"').replace('on: push', on))).toEqual([
      "1: pull_request_target gives a fork's pull request secrets and a token that writes",
    ]);
});

test("workflow_run that checks out what the pull request's run had", () => {
  const yaml = workflowWith(`- uses: actions/checkout@v7
  with:
    ref: \${{ github.event.workflow_run.head_sha }}`).replace(
    'on: push',
    'on: { workflow_run: { workflows: [Preview], types: [completed] } }',
  );
  expect(check('privileged-triggers', yaml)).toEqual([
    "8: checks out code that a stranger chose, in a run with this repository's rights",
  ]);
  expect(
    check('privileged-triggers', yaml.replace('github.event.workflow_run.head_sha', 'github.sha')),
  ).toEqual([]);
});

test('a pull request may check itself out: its run has no rights', () => {
  const yaml = workflowWith(`- uses: actions/checkout@v7
  with:
    ref: \${{ github.event.pull_request.head.sha }}`).replace('on: push', 'on: pull_request');
  expect(check('privileged-triggers', yaml)).toEqual([]);
});
