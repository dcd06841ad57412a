import { execFileSync } from 'node:child_process';
import { appendFile, glob, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeInventory } from '@phaseline/local-cloud/inventory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conclusions, type LoggedRun, type PullRequests, startPullRequests } from './pull-requests.ts';

const minutes = 60_000;
const sha = (digit: string) => digit.repeat(40);
let life: PullRequests;
beforeAll(async () => {
  life = await startPullRequests();
}, 2 * minutes);
afterAll(() => life?.close(), minutes);

/** The fork's whole-system tests here are one: the repository's own deploy workflow to a cloud of its own, and orders that are judged. */
const wholeSystem = `
import { expect, test } from 'vitest';
import { startDelivery } from './delivery.ts';
import { placeOrders } from './place-orders.ts';

test('delivered, with nobody\\'s credentials', async () => {
  const secrets = Object.keys(process.env).filter((name) => /^AWS_(ACCESS|SECRET|SESSION|PROFILE|WEB)|TOKEN/.test(name));
  expect(secrets).toEqual([]);
  const delivery = await startDelivery();
  try {
    Object.assign(process.env, delivery.cloud.env);
    const { run, log, frontUrl } = await delivery.deploy({ phase: 'serverless' });
    expect(run.conclusion, log).toBe('success');
    const report = await placeOrders(delivery, 3, frontUrl);
    expect(report.problems).toEqual([]);
    console.log('judged ' + report.accepted + ' orders of a fork');
  } finally {
    await delivery.close();
  }
}, 600_000);
`;

async function onlyThatTest(): Promise<void> {
  for await (const path of glob('test/system/deploy*.test.ts', { cwd: life.workspace }))
    await rm(join(life.workspace, path));
  await writeFile(join(life.workspace, 'test/system/deploy-fork.test.ts'), wholeSystem);
  // A checkout is a git repository, and the test copies what git knows of.
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: life.workspace });
  await appendFile(join(life.workspace, '.git/info/exclude'), 'node_modules\n');
}

describe("a fork's pull request", { timeout: 12 * minutes }, () => {
  let number = 0;
  let tried: LoggedRun;

  it('is built, and the whole system is tried on a cloud of its own, without credentials or a token that writes', async () => {
    await onlyThatTest();
    // Of a branch that is called as one of ours is, with the label: neither gets it any further.
    life.gitHub.pulls.open({ branch: 'gift' });
    const opened = life.gitHub.pulls.open({ repository: 'mallory/orders', branch: 'gift', sha: sha('c'), labels: ['preview'] }); // prettier-ignore
    number = Number(opened.payload['number']);
    const before = await takeInventory(life.cloud);
    await fetch(`${life.cloud.url}/_cloud/calls`, { method: 'DELETE' });
    tried = await life.run('preview.yml', opened);
    expect(tried.conclusion, tried.text).toBe('success');
    expect(conclusions(tried)).toEqual({
      build: 'success',
      try: 'success',
      plan: 'skipped',
      deploy: 'skipped',
    });
    expect(tried.text).toMatch(/judged \d+ orders of a fork/);
    // Nobody as much as asked the account for anything.
    const { calls } = (await (await fetch(`${life.cloud.url}/_cloud/calls`)).json()) as { calls: unknown[] };
    expect(calls).toEqual([]);
    expect(await takeInventory(life.cloud)).toEqual(before);
    expect(life.comments(number)).toEqual([]);
  });

  it('main says on it how that went: found by commit, branch and repository, whatever the run wrote', async () => {
    const completed = life.gitHub.runCompleted(tried, number, '.github/workflows/preview.yml');
    const reported = await life.run('preview-report.yml', completed);
    expect(reported.conclusion, reported.text).toBe('success');
    expect(life.comments(number)).toEqual([
      expect.stringContaining('Built and tried on the local cloud: success'),
    ]);
    expect([...life.gitHub.records.comments.values()]).toHaveLength(1);
  });

  it('says nothing where the branch has moved on since: what was run is not what is there', async () => {
    const completed = life.gitHub.runCompleted(tried, number, '.github/workflows/preview.yml');
    life.gitHub.pulls.push(number, sha('d'));
    const late = await life.run('preview-report.yml', completed);
    expect(late.text).toContain('No open pull request is at that commit');
    expect([...life.gitHub.records.comments.values()]).toHaveLength(1);
  });
});
