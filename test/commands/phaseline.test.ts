import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import { components } from '@phaseline/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, spawnCommand } from './spawn-command.ts';

const patient = { timeout: 120_000 };
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ runtime: 'process' });
}, 60_000);
afterAll(() => cloud.stop());

/** Runs a command against the cloud; `--silent`: npm says nothing of its own. */
async function phaseline(...parameters: string[]): Promise<Ended> {
  const command = spawnCommand(['run', '--silent', 'phaseline', '--', ...parameters], cloud.env);
  const ended = await command.ended;
  command.remove();
  return ended;
}
const calls = async (since: string) => {
  const response = await fetch(`${cloud.url}/_cloud/calls?since=${encodeURIComponent(since)}`);
  return ((await response.json()) as { calls: { operation: string; readOnly: boolean }[] }).calls;
};

test('--help of a command is its own', patient, async () => {
  const all = await phaseline('--help');
  expect(all).toMatchObject({ code: 0, stdout: expect.stringMatching(/plan .*\n.*deploy/) });
  const one = await phaseline('plan', '--help');
  expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run phaseline -- plan') });
});

test(
  'plan of a new environment says so by exit code 3, status that nothing runs, and neither writes',
  patient,
  async () => {
    const since = new Date().toISOString();
    const planned = await phaseline('plan', '--phase', 'serverless', '--env', 'pr-7', '--json');
    expect(planned.code, planned.stderr).toBe(3);
    const { environment, changes } = JSON.parse(planned.stdout) as {
      environment: string;
      changes: { resource: string; action: string }[];
    };
    expect(environment).toBe('pr-7');
    expect(changes).toContainEqual(
      expect.objectContaining({ resource: 'queue/pr-7-email-service-queue', action: 'create' }),
    );

    const status = await phaseline('status', '--env', 'pr-7', '--json');
    expect(status.code, status.stderr).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({
      components: components.map((component) => ({ component, placements: [] })),
      fronts: {},
    });
    expect((await phaseline('status')).stdout).toMatch(/order-publisher +- +not deployed/);
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

test('destroying what is not there removes nothing', patient, async () => {
  const ended = await phaseline('destroy', '--env', 'pr-7', '--json');
  expect(ended.code, ended.stderr).toBe(0);
  expect(JSON.parse(ended.stdout)).toEqual({ environment: 'pr-7', removed: [] });
});
