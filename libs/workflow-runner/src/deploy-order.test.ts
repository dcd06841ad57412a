import { expect, test } from 'vitest';
import { callsIn, deployWorkspace, runDeploy } from './testing/deploy-workspace.ts';

/** What deploy.yml promises about when something is deployed, with nothing to build. */

test('nobody is asked to approve, and nothing is written, where the plan fails; the page says so', async () => {
  const { run, calls, shown } = await runDeploy(deployWorkspace({}, { planFails: true }), { event: 'push' });
  expect(run.conclusion, shown).toBe('failure');
  const conclusions = Object.fromEntries(run.jobs.map(({ id, conclusion }) => [id, conclusion]));
  expect(conclusions).toMatchObject({ plan: 'failure', approve: 'skipped', report: 'success' });
  expect(calls.map(({ action }) => action)).toEqual(['plan-phase']);
  const page = run.jobs.find(({ id }) => id === 'report')?.summary;
  expect(page).toContain('## production in phase ecs: skipped');
  expect(page).toContain('| changes planned | not planned |');
});

test('never two at once in an environment, each in its turn, none lost; another environment does not wait', async () => {
  const workspace = deployWorkspace({});
  const of = (environment: string, phase: string) => ({
    event: 'workflow_dispatch' as const,
    inputs: { environment, phase },
  });
  // The one that waits to move the system is not dropped by the push that comes after it, nor is that by the next.
  const runs = await Promise.all([
    runDeploy(workspace, { event: 'push' }),
    runDeploy(workspace, of('production', 'hybrid')),
    runDeploy(workspace, of('pr-3', 'serverless')),
    runDeploy(workspace, { event: 'push' }),
  ]);
  expect(runs.map(({ run }) => run.conclusion)).toEqual(Array.from({ length: 4 }, () => 'success'));
  const production = callsIn(workspace).filter(({ inputs }) => inputs['environment'] === 'production');
  const one = ['plan-phase', 'apply-phase', 'apply-phase', 'smoke-test'];
  expect(production.map(({ action }) => action)).toEqual([...one, ...one, ...one]);
  const phases = production
    .filter(({ action }) => action === 'plan-phase')
    .map(({ inputs }) => inputs['phase'] ?? '');
  expect(phases.toSorted()).toEqual(['ecs', 'ecs', 'hybrid']);
  expect(runs[0]?.shown).not.toMatch(/waiting|waits/i);
});
