import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainReporter } from '../reporters/plain-reporter.ts';
import { runWorkflow } from '../run-workflow.ts';
import { workspaceOf } from './workspace.ts';

const root = join(import.meta.dirname, '../../../..');

/**
 * An action that writes down what it was given and answers with what the real one would. What is tested here is the workflow: what it
 * hands to which action, in which order. The real actions have their own tests.
 */
const recorder = (
  name: string,
): string => `import { appendFileSync, existsSync, readFileSync } from 'node:fs';
const input = (key) => process.env['INPUT_' + key.toUpperCase()];
const inputs = Object.fromEntries(Object.keys(process.env).filter((key) => key.startsWith('INPUT_')).map((key) => [key.slice(6).toLowerCase(), process.env[key]]));
appendFileSync('calls.jsonl', JSON.stringify({ action: '${name}', inputs, credentials: process.env.AWS_ACCESS_KEY_ID ?? null }) + '\\n');
if ('${name}' === 'plan-phase' && existsSync('plan-fails')) { console.log('::error::nothing to go back to'); process.exit(1); }
const outputs = {
  'apply-phase': { ...JSON.parse(readFileSync('placed.json', 'utf8')), 'front-url': 'http://front', changes: '1', table: 'orders', deployment: '2026-01-31T12:00:00.000Z' },
  'plan-phase': { changes: '3', 'what-changes': '| email-service | ECS | image: old to new |', 'monthly-cost': '78.10', 'monthly-cost-before': '0.00', releases: input('rollback') === 'true' ? JSON.stringify({ 'order-publisher': 'order-publisher-td:1', 'email-service': '7' }) : '' },
  'build-push-image': { digest: 'sha256:' + input('component') },
  'render-task-definition': { 'task-definition': 'rendered/' + input('component') + '.json' },
}['${name}'] ?? {};
for (const [key, value] of Object.entries(outputs)) appendFileSync(process.env.GITHUB_OUTPUT, key + '=' + value + '\\n');
`;

/** What an action was given. */
export interface Call {
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
export interface Placed {
  readonly ecs?: readonly string[];
  readonly lambda?: readonly string[];
  readonly moving?: readonly string[];
}

/** A workspace with the repository's own workflows, in which every action only writes down what it was given. */
export function deployWorkspace(
  { ecs = [], lambda = [], moving = [] }: Placed,
  { planFails = false }: { readonly planFails?: boolean } = {},
): string {
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
    ...(planFails && { 'plan-fails': '' }),
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
  return workspace;
}

/** What sets deploy.yml off; inputs are those of a dispatch. */
export interface DeployEvent {
  readonly event: 'push' | 'workflow_dispatch';
  readonly inputs?: Readonly<Record<string, string | boolean>>;
}

/** Runs deploy.yml in a workspace, whatever comes of it. */
export async function runDeploy(workspace: string, { event, inputs }: DeployEvent) {
  const lines: string[] = [];
  const run = await runWorkflow({
    workspace,
    workflow: '.github/workflows/deploy.yml',
    event: { name: event, payload: { repository } },
    ...(inputs && { inputs }),
    vars: {
      AWS_REGION: 'eu-west-1',
      NODE_IMAGE: 'node:24',
    },
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-secret-access-key',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    },
    parallel: 4,
    reporter: plainReporter({ write: (text) => lines.push(text), logs: true }),
  });
  return { run, calls: callsIn(workspace), shown: lines.join('') };
}

/** What every action was given so far, in order. */
export function callsIn(workspace: string): Call[] {
  const text = readFileSync(join(workspace, 'calls.jsonl'), 'utf8').trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Call);
}
