import { expect, test } from 'vitest';
import { check, workflowWith } from '../testing/check.ts';

const steps = `- run: deploy
  env:
    KEY: \${{ secrets.DEPLOY_KEY }}
    TOKEN: \${{ secrets.GITHUB_TOKEN }}
    ALSO: \${{ github.token }}`;
const reach = "is within reach of a pull request's code";

test('a secret in a job of a pull request; the token of the job is none', () => {
  const yaml = workflowWith(steps).replace('on: push', 'on: [push, pull_request]');
  expect(check('pull-request-secrets', yaml)).toEqual([`8: \${{ secrets.DEPLOY_KEY }} ${reach}`]);
});

test('one in a workflow that a workflow of a pull request calls, and secrets that are inherited', () => {
  const called = workflowWith(steps).replace('on: push', 'on: workflow_call');
  const caller = `on: pull_request
jobs:
  a:
    uses: ./.github/workflows/called.yml
    secrets: inherit
`;
  const path = '.github/workflows/called.yml';
  const others = { '.github/workflows/caller.yml': caller };
  expect(check('pull-request-secrets', called, { path, others })).toEqual([
    `8: \${{ secrets.DEPLOY_KEY }} ${reach}`,
  ]);
  expect(check('pull-request-secrets', caller)).toEqual([
    "5: secrets: inherit puts every secret within reach of a pull request's code",
  ]);
});

test('secrets where no pull request comes', () => {
  expect(check('pull-request-secrets', workflowWith(steps))).toEqual([]);
});
