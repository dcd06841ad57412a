import { expect, test } from 'vitest';
import { deploymentPage, type DeploymentPage } from './page.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
const page: DeploymentPage = {
  environment: 'production',
  phase: 'hybrid',
  result: 'success',
  rollback: false,
  frontUrl: 'https://orders.example.com',
  changes: '3',
  whatChanges:
    '| component | runs on | what changes |\n| --- | --- | --- |\n| email-service | Lambda | IMAGE |',
  cost: '46.10',
  costBefore: '78.00',
  why: 'push by ann, [abc1234](https://github.com/acme/orders/commit/abc1234)',
  jobs: [
    {
      name: 'plan',
      conclusion: 'success',
      started_at: at(0),
      completed_at: at(65),
      steps: [
        { name: 'Bundle | all', conclusion: 'success', started_at: at(2), completed_at: at(60) },
        {
          name: `Run actions/checkout@${'3d3c42e5aa'.repeat(4)}`,
          conclusion: 'success',
          started_at: at(60),
          completed_at: at(61),
        },
        { name: 'never', conclusion: 'skipped', started_at: at(60), completed_at: at(60) },
      ],
    },
    { name: 'build', conclusion: 'skipped', started_at: at(66), completed_at: at(66) },
    { name: 'report', conclusion: null, started_at: at(130), completed_at: null },
    { name: 'switch', conclusion: 'failure', started_at: at(70), completed_at: at(125) },
  ],
};

test('says what came of it, what changed and why, how long each step took, what it costs, where it is', () => {
  const text = deploymentPage(page);
  expect(text).toMatch(/^## production in phase hybrid: success\n/);
  expect(text).toContain('| front door | <https://orders.example.com> |');
  expect(text).toContain('| US dollars a month at rest | 46.10 (before: 78.00) |');
  expect(text).toContain('### What changed, and why\n\n| component |');
  expect(text).toContain('### How long it took: 2 min 5 s');
  expect(text).toContain(
    '| plan | success | 1 min 5 s | Bundle \\| all 58 s<br>Run actions/checkout@3d3c42e 1 s |',
  );
  expect(text).toContain('| switch | failure | 55 s |  |');
  expect(text).not.toMatch(/never|build|report/);
});

test('says so where something is not known', () => {
  const text = deploymentPage({
    ...page, result: 'failure', rollback: true, frontUrl: undefined, changes: undefined, whatChanges: undefined, cost: undefined, costBefore: undefined, jobs: undefined,
  }); // prettier-ignore
  expect(text).toMatch(/^## Rollback of production in phase hybrid: failure\n/);
  expect(text).toContain('| front door | none |');
  expect(text).toContain('| changes planned | not planned |');
  expect(text).toContain('How long each step took is not known');
});
