import { expect, test } from 'vitest';
import { type Call, deployWorkspace, type Placed, runDeploy } from './testing/deploy-workspace.ts';

async function deploy(
  placed: Placed,
  event: 'push' | 'workflow_dispatch',
  more: { readonly rollback?: boolean } = {},
) {
  const inputs = { phase: 'hybrid', environment: 'pr-17', ...more };
  const deployed = await runDeploy(deployWorkspace(placed), {
    event,
    ...(event === 'workflow_dispatch' && { inputs }),
  });
  if (deployed.run.conclusion !== 'success') throw new Error(`the workflow failed:\n${deployed.shown}`);
  return deployed;
}

const byComponent = (calls: readonly Call[], action: string) =>
  calls
    .filter((call) => call.action === action)
    .sort((a, b) => (a.inputs['component'] ?? '').localeCompare(b.inputs['component'] ?? ''));

test('a push to main deploys every component to production, each by the digest of its own build', async () => {
  const { run, calls, shown } = await deploy({ ecs: ['order-publisher', 'email-service'] }, 'push');
  expect(run.title).toBe('Deploy production in phase ecs');
  expect(run.attestations).toEqual([]);
  expect(run.jobs.map((job) => job.name)).toEqual([
    'plan',
    'approve',
    'production / provision',
    'production / build (order-publisher)',
    'production / build (email-service)',
    'production / release-ecs (order-publisher)',
    'production / release-ecs (email-service)',
    'production / release-lambda',
    'production / switch',
    'production / smoke-test',
    'report',
  ]);
  const page = run.jobs.find((job) => job.id === 'report')?.summary;
  expect(page).toContain('## production in phase ecs: success');
  expect(page).toContain('| front door | <http://front> |');
  expect(page).toContain('| changes planned | 3 |');
  expect(page).toContain('| US dollars a month at rest | 78.10 (before: 0.00) |');
  expect(page).toMatch(/\| why \| push by local, \[[0-9a-f]{7}\]/);
  expect(page).toContain('### What changed, and why\n\n| email-service | ECS |');
  // Every job with its steps, and nothing that did not run.
  expect(page).toMatch(/### How long it took: \d+ s\n/);
  expect(page).toMatch(
    /\| production \/ build \(order-publisher\) \| success \| \d+ s \| .*Bundle \d+ s<br>.*build-push-image \d+ s/,
  );
  expect(page).not.toContain('release-lambda');
  // Reviewers are asked once, before anything is touched; where the system is now stands on the deployment.
  expect(run.jobs.find((job) => job.id === 'approve')?.environment?.name).toBe('production-approval');
  expect(run.jobs.find((job) => job.id === 'deploy/switch')?.environment).toEqual({
    name: 'production',
    url: 'http://front',
  });
  expect(shown).toContain('nx run-many -t build --projects=apps/*');
  expect(shown).toContain('seeding orders');
  expect(shown).toContain('nx build email-service');
  expect(calls.map((call) => call.action)).toEqual([
    'plan-phase',
    'apply-phase',
    'build-push-image',
    'build-push-image',
    expect.any(String),
    expect.any(String),
    expect.any(String),
    expect.any(String),
    'apply-phase',
    'smoke-test',
  ]);
  const [first, last] = calls.filter((call) => call.action === 'apply-phase');
  expect(first?.inputs).toMatchObject({
    phase: 'ecs',
    environment: 'production',
    stage: 'provision',
    'email-from': 'orders@example.com',
  });
  expect(last?.inputs).toMatchObject({ phase: 'ecs', stage: 'switch' });
  expect(byComponent(calls, 'build-push-image')[0]?.inputs).toMatchObject({
    component: 'email-service', context: 'apps/email-service', 'base-image': 'node:24',
  }); // prettier-ignore
  expect(byComponent(calls, 'render-task-definition').map((call) => call.inputs['image-digest'])).toEqual([
    'sha256:email-service',
    'sha256:order-publisher',
  ]);
  expect(byComponent(calls, 'deploy-ecs-service').map((call) => call.inputs['task-definition'])).toEqual([
    'rendered/email-service.json',
    'rendered/order-publisher.json',
  ]);
  expect(byComponent(calls, 'deploy-ecs-service').map((call) => call.inputs['initial-count'])).toEqual([
    '',
    '',
  ]);
  expect(calls.at(-1)).toMatchObject({
    inputs: { url: 'http://front', environment: 'production' },
    credentials: null,
  });
  expect(new Set(calls.slice(0, -1).map((call) => call.credentials))).toEqual(new Set(['AKIAEXAMPLE']));
});

test('a component is built and released for where it is placed; a service of one that moves gets no tasks yet', async () => {
  const placed = { ecs: ['order-publisher'], lambda: ['email-service'], moving: ['order-publisher'] };
  const { calls, shown } = await deploy(placed, 'workflow_dispatch');
  const [service] = byComponent(calls, 'deploy-ecs-service');
  expect(service?.inputs).toMatchObject({ component: 'order-publisher', 'initial-count': '0' });
  expect(shown).toContain('nx build order-publisher');
  expect(shown).toContain('nx build lambda-email-service');
  expect(byComponent(calls, 'build-push-image')).toHaveLength(1);
  const published = byComponent(calls, 'publish-lambda').map(({ inputs }) => inputs);
  expect(published).toEqual([
    {
      component: 'email-service',
      environment: 'pr-17',
      zip: 'lambda/email-service/dist/function.zip',
      version: '',
      deployment: '',
      function: 'lambda/email-service/function.json',
      'email-from': 'orders@example.com',
      alias: 'keep',
      consume: 'keep',
    },
  ]);
});

test('where nothing is placed on ECS no image is built, and the switch and the smoke test still run', async () => {
  const { run, calls } = await deploy({ lambda: ['email-service'] }, 'workflow_dispatch');
  expect(run.title).toBe('Deploy pr-17 in phase hybrid');
  expect(run.jobs.map((job) => `${job.id} ${job.conclusion}`)).toEqual([
    'plan success',
    'approve success',
    'deploy/provision success',
    'deploy/build skipped',
    'deploy/release-ecs skipped',
    'deploy/release-lambda success',
    'deploy/switch success',
    'deploy/smoke-test success',
    'report success',
  ]);
  expect(calls.map((call) => [call.action, call.inputs['phase'], call.inputs['environment']])).toEqual([
    ['plan-phase', 'hybrid', 'pr-17'],
    ['apply-phase', 'hybrid', 'pr-17'],
    ['publish-lambda', undefined, 'pr-17'],
    ['apply-phase', 'hybrid', 'pr-17'],
    ['smoke-test', undefined, 'pr-17'],
  ]);
});

test('a rollback plans the way back, builds nothing, and releases what the plan found', async () => {
  const placed = { ecs: ['order-publisher'], lambda: ['email-service'] };
  const { run, calls, shown } = await deploy(placed, 'workflow_dispatch', { rollback: true });
  expect(run.title).toBe('Roll back pr-17 in phase hybrid');
  expect(run.jobs.map((job) => `${job.id} ${job.conclusion}`)).toContain('deploy/build skipped');
  expect(shown).not.toContain('nx build');
  expect(shown).not.toContain('nx run-many');
  expect(byComponent(calls, 'plan-phase')[0]?.inputs).toMatchObject({ rollback: 'true' });
  const [service] = byComponent(calls, 'deploy-ecs-service');
  expect(service?.inputs).toMatchObject({ 'task-definition': '', revision: 'order-publisher-td:1' });
  const [published] = byComponent(calls, 'publish-lambda');
  expect(published?.inputs).toMatchObject({ zip: '', version: '7', alias: 'keep' });
  expect(calls.filter(({ action }) => /image|render/.test(action))).toEqual([]);
});
