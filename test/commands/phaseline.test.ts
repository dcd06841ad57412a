import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import { components, type FunctionDefinition } from '@phaseline/model';
import { createClients, type EnvironmentStatus, publishLambda } from '@phaseline/reconciler';
import { zipFiles } from '@phaseline/scripts/bundle/zip';
import { bootstrapLocalCloud } from '@phaseline/scripts/deployment/bootstrap-local-cloud';
import { withEnvironment } from '@phaseline/scripts/deployment/with-environment';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../system/copy-workspace.ts';
import { swift } from '../system/swift.ts';
import { personWith } from './person.ts';
import { type Ended, spawnCommand } from './spawn-command.ts';

const patient = { timeout: 120_000 };
const slow = { timeout: 600_000 };
type Environment = Readonly<Record<string, string>>;
let cloud: LocalCloud;
/** Who types what: nobody is an administrator of the account. */
let planner: Environment;
let deployer: Environment;
let sweeper: Environment;
beforeAll(async () => {
  cloud = await startLocalCloud({ runtime: 'process' });
  await bootstrapLocalCloud(cloud, 'octo/shop');
  planner = await personWith(cloud, ['plan']);
  deployer = await personWith(cloud, ['plan', 'preview']);
  sweeper = await personWith(cloud, ['sweep']);
}, 60_000);
afterAll(() => cloud.stop());

/** Runs a command against the cloud; `--silent`: npm says nothing of its own. */
const phaseline = (...parameters: string[]) => {
  const [command = ''] = parameters;
  const who = { destroy: sweeper, deploy: deployer, switch: deployer, rollback: deployer }[command];
  return run(who ?? planner, 'run', '--silent', 'phaseline', '--', ...parameters);
};

async function run(who: Environment, ...parameters: string[]): Promise<Ended> {
  const command = spawnCommand(parameters, { ...who, ...swift });
  const ended = await command.ended;
  command.remove();
  return ended;
}
const calls = async (since: string) => {
  const response = await fetch(`${cloud.url}/_cloud/calls?since=${encodeURIComponent(since)}`);
  return ((await response.json()) as { calls: { operation: string; readOnly: boolean }[] }).calls;
};

test('--help of a command is its own', patient, async () => {
  const [all, one] = await Promise.all([phaseline('--help'), phaseline('plan', '--help')]);
  expect(all).toMatchObject({ code: 0, stdout: expect.stringMatching(/plan .*\n.*deploy/) });
  expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run phaseline -- plan') });
  // Each is a target of nx, too, of the same name.
  const named = [...all.stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
  const { targets } = JSON.parse(readFileSync(join(root, 'scripts/project.json'), 'utf8')) as {
    targets: Readonly<Record<string, { options?: { command?: string } }>>;
  };
  expect(named).toHaveLength(6);
  for (const name of named) expect(targets[name]?.options?.command).toBe(`node scripts/phaseline.ts ${name}`);
});

test(
  'plan of a new environment says so by exit code 3, status that nothing runs, and neither writes',
  patient,
  async () => {
    const since = new Date().toISOString();
    const [planned, status, shown] = await Promise.all([
      phaseline('plan', '--phase', 'serverless', '--env', 'pr-7', '--json'),
      phaseline('status', '--env', 'pr-7', '--json'),
      phaseline('status'),
    ]);
    expect(planned.code, planned.stderr).toBe(3);
    const { environment, changes } = JSON.parse(planned.stdout) as {
      environment: string;
      changes: { resource: string; action: string }[];
    };
    expect(environment).toBe('pr-7');
    expect(changes).toContainEqual(
      expect.objectContaining({ resource: 'queue/pr-7-email-service-queue', action: 'create' }),
    );

    expect(status.code, status.stderr).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({
      components: components.map((component) => ({ component, placements: [] })),
      fronts: {},
    });
    expect(shown.stdout).toMatch(/order-publisher +- +not deployed/);
    const asked = await calls(since);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter(({ readOnly }) => !readOnly)).toEqual([]);
  },
);

test('a switch of what is not released is one line and exit code 1', patient, async () => {
  const ended = await phaseline('switch', '--phase', 'serverless', '--env', 'pr-7');
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^Error: .*has no function for order-publisher.*release them first/m);
});

test('a flag for the environment too many, or none where one must be, is wrong usage', patient, async () => {
  const [two, none] = await Promise.all([
    phaseline('status', '--env', 'pr-7', '--environment', 'pr-8'),
    phaseline('destroy'),
  ]);
  expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('are two environments') });
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('which environment? --env NAME'),
  });
});

// One story, told in order: each chapter starts from where the one before ended. What asks for different things is run side by side.
describe('an environment from a laptop: deployed, switched, rolled back, destroyed', () => {
  const at = ['--env', 'pr-7', '--phase', 'serverless', '--json'] as const;
  const emailFunction = async () => {
    const ended = await phaseline('status', '--env', 'pr-7', '--json');
    const { components: found } = JSON.parse(ended.stdout) as EnvironmentStatus;
    return found.find(({ component }) => component === 'email-service')?.function;
  };
  let first: string | undefined;

  test('deploy runs the workflow; its progress is on stderr, its result on stdout', slow, async () => {
    const ended = await phaseline('deploy', ...at);
    expect(ended.code, ended.stderr).toBe(0);
    const { frontUrl, seconds, page } = JSON.parse(ended.stdout) as Record<'frontUrl' | 'page', string> & {
      seconds: object;
    };
    expect(Object.keys(seconds)).toContain('pr-7 / release-lambda (email-service)');
    expect(ended.stderr).toContain('pr-7 / smoke-test');
    // The page that GitHub would show, with the time of each step.
    expect(page).toContain('## pr-7 in phase serverless: success');
    expect(page).toMatch(
      /\| pr-7 \/ release-lambda \(email-service\) \| success \| .* \| .*Bundle \d+ s<br>/,
    );
    expect((await fetch(new URL('/ready', frontUrl))).status).toBe(200);
  });

  test(
    'status, by nx too, says what runs; rollback has nothing to go back to and writes nothing',
    slow,
    async () => {
      const since = new Date().toISOString();
      const [live, shown, planned] = await Promise.all([
        emailFunction(),
        run(planner, 'exec', '--', 'nx', 'run', 'scripts:status', '--environment', 'pr-7'),
        phaseline('plan', '--rollback', ...at),
      ]);
      first = live?.codeSha256;
      expect(live).toMatchObject({ version: '1' });
      expect(shown.code, shown.stderr).toBe(0);
      expect(shown.stdout).toMatch(
        /email-service +lambda +enabled, at most \d+ at once +pr-7-email-lambda:1 /,
      );
      expect(planned).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('released for the first time'),
      });
      expect((await calls(since)).filter(({ readOnly }) => !readOnly)).toEqual([]);
    },
  );

  test('switch moves what was released since', slow, async () => {
    await releaseEmailService();
    const wrong = await phaseline('switch', ...at, '--proof-error-percent', '101');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--proof-error-percent') });
    const ended = await phaseline('switch', ...at);
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ outcome: 'moved', phase: 'serverless' });
  });

  test('rollback runs the workflow back to what was live before, as its plan says', slow, async () => {
    const planned = await phaseline('plan', '--rollback', ...at);
    expect(planned.code, planned.stderr).toBe(3);
    const { rollback } = JSON.parse(planned.stdout) as { rollback: { releases: object[] } };
    expect(rollback.releases).toContainEqual({
      component: 'email-service',
      placement: 'lambda',
      release: '1',
      instead: '2',
    });
    const ended = await phaseline('rollback', ...at);
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ rollback: true, environment: 'pr-7' });
    expect(await emailFunction()).toMatchObject({ version: '3', codeSha256: first });
  });

  test('whoever may only plan destroys nothing', slow, async () => {
    const destroy = ['run', '--silent', 'phaseline', '--', 'destroy', '--env', 'pr-7'];
    expect(await run(planner, ...destroy)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not authorized to perform'),
    });
    expect(await emailFunction()).toMatchObject({ version: '3', codeSha256: first });
  });

  test('destroy removes all of it and says what; there is nothing left for a second one', slow, async () => {
    const ended = await phaseline('destroy', '--env', 'pr-7', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    const { removed } = JSON.parse(ended.stdout) as { removed: string[] };
    expect(removed).toEqual(
      expect.arrayContaining([
        'function/pr-7-email-lambda',
        'queue/pr-7-email-service-queue',
        'table/pr-7-order-system',
      ]),
    );
    const again = await phaseline('destroy', '--env', 'pr-7', '--json');
    expect(again.code, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual({ environment: 'pr-7', removed: [] });
  });
});

/** Another version of the e-mail service, not live yet, as a pipeline publishes it. */
async function releaseEmailService(): Promise<void> {
  const folder = join(root, 'lambda/email-service');
  const settings = JSON.parse(readFileSync(join(folder, 'function.json'), 'utf8')) as FunctionDefinition;
  const handler = readFileSync(join(folder, 'dist/handler.mjs'));
  const release = {
    environment: 'pr-7',
    component: 'email-service',
    emailFrom: 'orders@example.com',
    moveAlias: false,
    functionSettings: { ...settings, Timeout: 7 },
    zip: zipFiles({ 'handler.mjs': handler, 'more.txt': Buffer.from('more') }).bytes,
  } as const;
  await withEnvironment(cloud.env, async () => {
    await publishLambda(release, { clients: createClients() });
  });
}
