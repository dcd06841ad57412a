import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalGitHub } from './github/local-github.ts';
import { runWorkflow } from './run-workflow.ts';
import { plainReporter } from './reporters/plain-reporter.ts';
import { workspaceOf } from './testing/workspace.ts';

const root = join(import.meta.dirname, '../../..');

/**
 * An action that writes down what it was given and answers with what the real one would. What is tested here is the workflow: what it
 * hands to which action, in which order. The real actions have their own tests.
 */
const recorder = (name: string): string => `import { appendFileSync, readFileSync } from 'node:fs';
const input = (key) => process.env['INPUT_' + key.toUpperCase()];
const inputs = Object.fromEntries(Object.keys(process.env).filter((key) => key.startsWith('INPUT_')).map((key) => [key.slice(6).toLowerCase(), process.env[key]]));
appendFileSync('calls.jsonl', JSON.stringify({ action: '${name}', inputs, credentials: process.env.AWS_ACCESS_KEY_ID ?? null }) + '\\n');
const outputs = {
  'apply-phase': { ...JSON.parse(readFileSync('placed.json', 'utf8')), 'front-url': 'http://front', changes: '1', table: 'orders', deployment: '2026-01-31T12:00:00.000Z' },
  'plan-phase': { changes: '3', 'what-changes': '| email-service | ECS | image: old to new |', 'monthly-cost': '78.10', 'monthly-cost-before': '0.00', releases: input('rollback') === 'true' ? JSON.stringify({ 'order-publisher': 'order-publisher-td:1', 'email-service': '7' }) : '' },
  'build-push-image': { digest: 'sha256:' + input('component') },
  'render-task-definition': { 'task-definition': 'rendered/' + input('component') + '.json' },
}['${name}'] ?? {};
for (const [key, value] of Object.entries(outputs)) appendFileSync(process.env.GITHUB_OUTPUT, key + '=' + value + '\\n');
`;

interface Call {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly credentials: string | null;
}

/** Private: what is built is attested only where the variable ATTEST says that it can be. Built nothing is here. */
const repository = {
  id: 1,
  name: 'orders',
  full_name: 'acme/orders',
  default_branch: 'main',
  html_url: 'https://github.com/acme/orders',
  visibility: 'private',
  owner: { login: 'acme', id: 1 },
};

/** What the stand-in of apply-phase says of where components are and are to be. */
interface Placed {
  readonly ecs?: readonly string[];
  readonly lambda?: readonly string[];
  readonly moving?: readonly string[];
}

async function deploy(
  { ecs = [], lambda = [], moving = [] }: Placed,
  event: 'push' | 'workflow_dispatch',
  more: { readonly rollback?: boolean } = {},
) {
  const workspace = workspaceOf({
    '.node-version': process.versions.node,
    'package.json': '{ "private": true }',
    'placed.json': JSON.stringify({
      'ecs-components': JSON.stringify(ecs),
      'lambda-components': JSON.stringify(lambda),
      moving: JSON.stringify(moving),
    }),
    'calls.jsonl': '',
    'scripts/setup.mjs': '',
    'scripts/seed-stock.ts': "console.log('seeding ' + process.env.TABLE_NAME);",
    'node_modules/.bin/nx': '#!/bin/sh\necho "nx $*"\n',
  });
  chmodSync(join(workspace, 'node_modules/.bin/nx'), 0o755);
  cpSync(join(root, '.github'), join(workspace, '.github'), { recursive: true });
  // The page of a run is the real one.
  cpSync(join(root, 'actions/dist'), join(workspace, 'actions/dist'), { recursive: true });
  for (const name of readdirSync(join(root, 'actions'))) {
    const file = join(root, 'actions', name, 'action.yml');
    if (!existsSync(file)) continue;
    cpSync(file, join(workspace, 'actions', name, 'action.yml'));
    const [, main = ''] = /^\s+main: (\S+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
    const script = join(workspace, 'actions', name, main);
    if (name !== 'report-deployment') writeFileSync(script, recorder(name));
  }
  writeFileSync(join(workspace, 'actions/package.json'), '{ "type": "module" }');
  const gitHub = await startLocalGitHub();
  onTestFinished(() => gitHub.close());
  const lines: string[] = [];
  const run = await runWorkflow({
    workspace,
    workflow: '.github/workflows/deploy.yml',
    event: { name: event, payload: { repository } },
    ...(event === 'workflow_dispatch' && { inputs: { phase: 'hybrid', environment: 'pr-17', ...more } }),
    vars: {
      AWS_REGION: 'eu-west-1',
      NODE_IMAGE: 'node:24',
    },
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-secret-access-key',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    },
    gitHub,
    parallel: 4,
    reporter: plainReporter({ write: (text) => lines.push(text), logs: true }),
  });
  if (run.conclusion !== 'success') throw new Error(`the workflow failed:\n${lines.join('')}`);
  const text = readFileSync(join(workspace, 'calls.jsonl'), 'utf8').trim();
  const calls = text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Call);
  return { run, calls, shown: lines.join('') };
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
