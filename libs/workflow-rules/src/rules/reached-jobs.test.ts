import { expect, test } from 'vitest';
import { check } from '../testing/check.ts';

const yaml = (required: string) => `on: [pull_request, merge_group]
jobs:
  lint:
    runs-on: ubuntu-latest
    steps: [{ run: "true" }]
  test:
    runs-on: ubuntu-latest
    steps: [{ run: "true" }]
  required:
    runs-on: ubuntu-latest
${required.replaceAll(/^/gm, '    ')}
`;
const looks = 'steps: [{ run: \'! [[ "$R" =~ fail ]]\', env: { R: "${{ join(needs.*.result) }}" } }]';

test('a job that the last one does not need', () => {
  expect(check('reached-jobs', yaml(`needs: lint\nif: always()\n${looks}`))).toEqual([
    '6: job test can fail and the merge goes on: the last job, required, does not need it',
  ]);
});

test('a last job that is skipped when one fails, or that does not look', () => {
  expect(check('reached-jobs', yaml('needs: [lint, test]\nsteps: [{ run: "true" }]'))).toEqual([
    '9: job required is skipped when another fails, and a skipped check counts as passed',
    '9: job required does not look at what became of the others',
  ]);
});

test('one that needs all, always runs, and looks', () => {
  expect(check('reached-jobs', yaml(`needs: [lint, test]\nif: \${{ always() }}\n${looks}`))).toEqual([]);
});

test('a workflow that is only called, and by nobody', () => {
  const called = 'on: workflow_call\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n';
  expect(check('reached-jobs', called)).toEqual(['1: nothing calls this workflow and no event starts it']);
  const others = {
    '.github/workflows/caller.yml': 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/test.yml\n',
  };
  expect(check('reached-jobs', called, { others })).toEqual([]);
});
