import { appendFile, glob, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { type Item, ofEnvironment, takeInventory } from '@phaseline/local-cloud/inventory';
import { components, tagsFor } from '@phaseline/model';
import { applyPhase, findPreviews } from '@phaseline/reconciler';
import type { WebhookEvent } from '@phaseline/workflow-runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProduction } from './live-production.ts';
import { placeOrders } from './place-orders.ts';
import { conclusions, type LoggedRun, type PullRequests, startPullRequests } from './pull-requests.ts';
import { leakSecrets, readableIn, type Told } from '../rights/leak-secrets.ts';
import { refusals } from '../rights/refusals.ts';
import { legsOf, startsWriting, waitsOf } from './run-events.ts';
import { writesTo } from './writes-to.ts';

const minutes = 60_000;
const sha = (digit: string) => digit.repeat(40);
const scheduled = { name: 'schedule', payload: {} };
let life: PullRequests;
let production: readonly Item[];
let reopened: WebhookEvent;
/** What the careless actions of one run printed, and what can be read of that run. */
let told: readonly Told[] = [];
let said = '';
beforeAll(async () => {
  life = await startPullRequests();
}, 2 * minutes);
afterAll(() => life?.close(), minutes);

/** What is there of production and of everybody but the pull requests. */
async function inventoryOfProduction(): Promise<readonly Item[]> {
  const all = await takeInventory(life.cloud);
  const previews = new Set(['pr-1', 'pr-2', 'pr-3'].flatMap((name) => ofEnvironment(all, name)));
  return all.filter((item) => !previews.has(item));
}
const leftOf = async (environment: string) =>
  ofEnvironment(await takeInventory(life.cloud), environment).map(({ kind, name }) => `${kind} ${name}`);
const urlIn = (comment = '') =>
  /<(http[^>]+)> runs [0-9a-f]{40} in phase serverless/.exec(comment)?.[1] ?? '';

// One story, told in order: each chapter starts from where the one before ended.
describe('a pull request, by real events', { timeout: 12 * minutes }, () => {
  it('opened: its plan is a comment, and it has no environment', async () => {
    const opened = await life.run('preview.yml', life.gitHub.pulls.open({ branch: 'change', sha: sha('a') }));
    expect(opened.conclusion, opened.text).toBe('success');
    expect(conclusions(opened)).toEqual({
      build: 'success',
      plan: 'success',
      try: 'skipped',
      deploy: 'skipped',
    });
    const built = opened.jobs.find(({ id }) => id === 'build')?.summary;
    for (const component of components)
      expect(built).toMatch(
        new RegExp(`\\*\\*${component}\\*\\*: image \`sha256:[0-9a-f]{64}\` built, not pushed`),
      );
    expect(life.comments(1)).toEqual([
      expect.stringContaining('### Plan for `production` in phase serverless'),
    ]);
    expect(await leftOf('pr-1')).toEqual([]);

    const front = await makeProduction(
      life.workspace,
      life.clients,
      life.vars['AWS_PERMISSIONS_BOUNDARY_ARN'],
      life.domain,
    );
    expect((await placeOrders(life, 5, front)).problems).toEqual([]);
    production = await inventoryOfProduction();
    expect(production.filter(({ kind }) => kind === 'event-source-mapping')).toHaveLength(3);
    expect(production).toContainEqual(expect.objectContaining({ kind: 'domain-name' }));
  });

  it('labeled: its environment is up, its address is in the same comment, and takes orders', async () => {
    const leak = await leakSecrets(life.workspace);
    const labeled = await life.run('preview.yml', life.gitHub.pulls.label(1, 'preview'));
    told = await leak.told();
    await leak.close();
    expect(labeled.conclusion, labeled.text).toBe('success');
    said = [labeled.text, JSON.stringify({ ...labeled, text: '' }), ...life.comments(1)].join('\n');
    const comments = life.comments(1);
    expect(comments).toEqual([expect.stringContaining('### Plan for `production`')]);
    expect(comments[0]).toContain(`runs ${sha('a')} in phase serverless`);
    const report = await placeOrders(life, 10, urlIn(comments[0]), { environment: 'pr-1' });
    expect(report.problems).toEqual([]);
  });

  it("nothing of it tells what its actions know, the job's token included, though each of them printed it", () => {
    expect([...new Set(told.map(({ action }) => action))].toSorted()).toEqual([
      'apply-phase',
      'check-pull-request',
      'comment-pull-request',
      'plan-phase',
      'publish-lambda',
    ]);
    const of = (one: string) => [
      ...new Set(told.flatMap(({ action, name }) => (action === one ? [name] : []))),
    ];
    expect(of('comment-pull-request')).toContain('INPUT_GITHUB-TOKEN');
    expect(of('check-pull-request')).toEqual(['INPUT_GITHUB-TOKEN']);
    expect(of('publish-lambda').toSorted()).toEqual([
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
    ]);
    expect(readableIn(told, said)).toEqual([]);
  });

  it('pushed, and closed while that is deployed, but opened again by then: the removal waits, and leaves it', async () => {
    await appendFile(join(life.workspace, 'lambda/email-service/handler.ts'), '\nconsole.info("another");\n');
    let announced = '';
    let removal: Promise<LoggedRun> | undefined;
    const waited: string[] = [];
    const deploy = await life.run('preview.yml', life.gitHub.pulls.push(1, sha('b')), {
      report(event) {
        if (event.type === 'job-finished' && event.job.id.endsWith('announce'))
          [announced = ''] = life.comments(1);
        if (!startsWriting(event)) return;
        removal = life.run('teardown.yml', life.gitHub.pulls.close(1), waitsOf(waited));
        reopened = life.gitHub.pulls.reopen(1);
      },
    });
    expect(deploy.conclusion, deploy.text).toBe('success');
    expect(deploy.text).toContain('email-service: published, pr-1-email-lambda version 2');
    expect(announced).toContain(`runs ${sha('b')} in phase serverless`);
    const stays = await removal;
    expect(stays?.text).toContain('pr-1 stays: its pull request is open and wants it');
    expect(waited).toContain("for concurrency group 'deploy-pr-1'");
  });

  it('reopened: it is deployed again; closed meanwhile, nothing is left, and nobody brings it back', async () => {
    let after: Promise<[teardown: LoggedRun, late: LoggedRun]> | undefined;
    const waited: string[] = [];
    const deploy = await life.run('preview.yml', reopened, {
      report(event) {
        if (!startsWriting(event)) return;
        // Labeled anew before it is closed: that deploy comes when the removal waits already.
        const labeled = life.gitHub.pulls.label(1, 'preview');
        const teardown = life.run('teardown.yml', life.gitHub.pulls.close(1), waitsOf(waited));
        after = Promise.all([teardown, life.run('preview.yml', labeled)]);
      },
    });
    expect(deploy.conclusion, deploy.text).toBe('success');
    expect(deploy.text).not.toContain('published');
    const [teardown, late] = (await after) ?? [];
    expect(teardown?.conclusion, teardown?.text).toBe('success');
    expect(waited).toContain("for concurrency group 'deploy-pr-1'");
    const summary = teardown?.jobs[0]?.summary ?? '';
    for (const id of ['topic/pr-1-order-events', 'function/pr-1-email-lambda', 'httpApi/pr-1-pubsub-api'])
      expect(summary).toContain(`- \`${id}\``);
    expect(late?.conclusion, late?.text).toBe('success');
    expect(late && conclusions(late)).toMatchObject({ plan: 'success', wanted: 'success', deploy: 'skipped', announce: 'skipped' }); // prettier-ignore
    expect(late?.text).toContain('it is closed');
    expect(life.comments(1)).toEqual([expect.stringContaining('The preview `pr-1` is removed.')]);
    expect(await leftOf('pr-1')).toEqual([]);
  });

  it('what an old workflow brought back, or a close in conflict left, the schedule sweeps', async () => {
    life.gitHub.pulls.open({ branch: 'wanted', labels: ['preview'] });
    life.gitHub.pulls.open({ branch: 'old' });
    life.gitHub.pulls.close(3);
    const old = { phase: 'serverless', environment: 'pr-3', emailFrom: 'orders@example.com' } as const;
    await applyPhase({ ...old, stage: 'provision' }, { clients: life.clients });
    // A component that the branch had and main knows nothing of; and one of somebody who still wants it.
    for (const [environment, name] of [
      ['pr-1', 'billing-queue'],
      ['pr-2', 'order-events-dlq'],
    ] as const)
      // prettier-ignore
      await life.clients.sqs.send(
        new CreateQueueCommand({ QueueName: `${environment}-${name}`, tags: { ...tagsFor('order-system', environment) } }), // prettier-ignore
      );
    // One that is stuck keeps no other, is red, and is taken up by the next sweep.
    const stuck = { kind: 'error', service: 'dynamodb', operation: 'DeleteTable', rate: 1 };
    await fetch(`${life.cloud.url}/_cloud/faults`, { method: 'POST', body: JSON.stringify(stuck) });
    const halfway = await life.run('sweep.yml', scheduled);
    await fetch(`${life.cloud.url}/_cloud/faults`, { method: 'DELETE' });
    expect(halfway.conclusion, halfway.text).toBe('failure');
    expect(legsOf(halfway, 'destroy')).toEqual({ 'destroy (pr-1)': 'success', 'destroy (pr-3)': 'failure' });
    expect(await leftOf('pr-1')).toEqual([]);
    expect(await leftOf('pr-3')).toEqual(['table pr-3-order-system']);
    const swept = await life.run('sweep.yml', scheduled);
    expect(swept.conclusion, swept.text).toBe('success');
    expect(legsOf(swept, 'destroy')).toEqual({ 'destroy (pr-3)': 'success' });
    expect(await leftOf('pr-3')).toEqual([]);
    expect(life.comments(3)).toEqual([expect.stringContaining('The preview `pr-3` is removed.')]);
    expect((await findPreviews(life)).map(({ environment }) => environment)).toEqual(['pr-2']);
  });

  it('without its label it goes', async () => {
    const unlabeled = await life.run('teardown.yml', life.gitHub.pulls.unlabel(2, 'preview'));
    expect(unlabeled.conclusion, unlabeled.text).toBe('success');
    expect(await leftOf('pr-2')).toEqual([]);
  });

  it('production is as it was, and nobody of previews wrote to it', async () => {
    expect(await inventoryOfProduction()).toEqual(production);
    expect(await writesTo(life.cloud, ['phaseline-preview', 'phaseline-sweep'], production)).toEqual([]);
  });

  it('what somebody changed in production by hand is one issue, until it is put back', async () => {
    const retention = async (retentionInDays: number) =>
      await life.clients.logs.send(
        new PutRetentionPolicyCommand({ logGroupName: '/aws/lambda/email-lambda', retentionInDays }),
      );
    const issues = () => [...life.gitHub.records.issues.values()];
    // A run's checkout is its own: what the pull request built is not there.
    for await (const dist of glob('lambda/*/dist', { cwd: life.workspace }))
      await rm(join(life.workspace, dist), { recursive: true });
    // Somebody else's label of that name is no issue of ours.
    life.gitHub.pulls.label(2, 'drift');
    await retention(1);
    for (const drifted of [await life.run('drift.yml', scheduled), await life.run('drift.yml', scheduled)])
      expect(drifted.conclusion, drifted.text).toBe('failure');
    expect(issues()).toMatchObject([{ state: 'open', labels: ['drift'] }]);
    expect(issues()[0]?.body).toContain('retentionDays: `1` → `30`');
    await retention(30);
    const put = await life.run('drift.yml', scheduled);
    expect(put.conclusion, put.text).toBe('success');
    expect(issues()).toMatchObject([{ state: 'closed', labels: ['drift'] }]);
  });

  it('nobody was refused anything', async () => {
    expect(await refusals(life.cloud)).toEqual([]);
  });
});
