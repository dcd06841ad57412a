import { appendFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClients, readStatus } from '@phaseline/reconciler';
import type { Reporter } from '@phaseline/workflow-runner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Delivered, type Delivery, startDelivery } from './delivery.ts';
import { placeOrders, smokeOrders } from './place-orders.ts';
import { makeTrouble } from '../rights/make-trouble.ts';
import { refusals } from '../rights/refusals.ts';
import { unusedByComponents } from '../rights/unused-by-components.ts';

const minutes = 60_000;
let delivery: Delivery;
let first: Delivered;
beforeAll(async () => {
  delivery = await startDelivery();
  Object.assign(process.env, delivery.cloud.env);
}, 2 * minutes);
afterAll(() => delivery.close(), minutes);

const status = () => readStatus({ environment: 'production' }, { clients: createClients() });

/** The page of a run. */
const pageOf = ({ run }: Delivered) => run.jobs.find(({ id }) => id === 'report')?.summary;

/** Where each component takes work. */
async function placements(): Promise<Record<string, string>> {
  const { components } = await status();
  return Object.fromEntries(components.map((each) => [each.component, each.placements.join(' and ')]));
}

/** The version of each function that is live. */
async function liveVersions(): Promise<Record<string, string | undefined>> {
  const { components } = await status();
  return Object.fromEntries(components.map((each) => [each.component, each.function?.version]));
}

// One story, told in order: each chapter starts from where the one before ended.
describe('deploy.yml, phases serverless and hybrid', { timeout: 5 * minutes }, () => {
  test('a push to main puts the system in place, a function each, and says which commit by whom', async () => {
    const pushed = await delivery.push('All of it', { phase: 'serverless' });
    first = pushed;
    expect(first.run.conclusion, first.log).toBe('success');
    expect(first.run.title).toBe('Deploy production in phase serverless');
    expect(pageOf(first)).toContain(`push by Ann, [${pushed.sha.slice(0, 7)}](`);
    expect(pageOf(first)).toContain(`/commit/${pushed.sha}) \`All of it\``);
    expect(await placements()).toEqual({
      'order-publisher': 'lambda',
      'email-service': 'lambda',
      'inventory-service': 'lambda',
      'analytics-service': 'lambda',
    });
    const { fronts } = await status();
    expect(fronts).toEqual({ loadBalancer: undefined, httpApi: first.frontUrl });
  });

  test('what is live is what was attested, by its digest, with all that is in it', async () => {
    const { components } = await status();
    const live = components.map((each) =>
      Buffer.from(each.function?.codeSha256 ?? '', 'base64').toString('hex'),
    );
    for (const type of ['https://slsa.dev/provenance/v1', 'https://cyclonedx.org/bom']) {
      const attested = first.run.attestations.filter(({ predicateType }) => predicateType === type);
      expect(attested.map(({ subject: [zip] }) => zip?.digest.sha256 ?? '').toSorted()).toEqual(
        live.toSorted(),
      );
    }
  });

  test('every accepted order has exactly its effects', async () => {
    const report = await placeOrders(delivery, 80, first.frontUrl);
    expect(report.problems).toEqual([]);
    expect(report.lost + report.doubled).toBe(0);
    expect(report.accepted).toBeGreaterThan(45);
  });

  test('a push that changes no function makes no write call; one that comes meanwhile waits, is not lost, and changes one without losing an order', async () => {
    const before = new Date().toISOString();
    const versions = await liveVersions();
    const told: string[] = [];
    let turn = '';
    let next: Promise<Delivered> | undefined;
    const pushChange = (): void => {
      const handler = join(delivery.workspace, 'lambda/inventory-service/handler.ts');
      appendFileSync(handler, '\nconsole.log(\'{"msg":"changed"}\');\n');
      const reporter: Reporter = {
        report(event) {
          if (event.type === 'job-waiting') told.push(`the change waits ${event.reason}`);
          if (event.type !== 'job-started' || event.job.id !== 'plan') return;
          told.push('the change starts');
          turn = new Date().toISOString();
        },
      };
      next = delivery.push('A change', { phase: 'serverless', reporter });
    };
    await appendFile(join(delivery.workspace, 'README.md'), '\nWords.\n');
    const words = await delivery.push('Words', {
      phase: 'serverless',
      reporter: {
        report(event) {
          if (event.type === 'job-started' && event.job.id === 'deploy/switch') pushChange();
          if (event.type === 'job-finished' && event.job.id === 'report') told.push('words are deployed');
        },
      },
    });
    expect(words.run.conclusion, words.log).toBe('success');
    const load = placeOrders(delivery, 200, first.frontUrl, {
      ratePerSecond: 15,
      placedAlongside: Promise.resolve(next).then((change) => (change ? smokeOrders(change.run) : [])),
    });
    const change = await next;
    expect(change?.run.conclusion, change?.log).toBe('success');
    expect(told).toEqual([
      "the change waits for concurrency group 'deploy-production'",
      'words are deployed',
      'the change starts',
    ]);
    expect((await delivery.writesSince(before)).filter(({ time }) => time < turn)).toEqual([]);
    expect((await load).problems).toEqual([]);
    const version = String(Number(versions['inventory-service']) + 1);
    expect(await liveVersions()).toEqual({ ...versions, 'inventory-service': version });
  });

  test('a function that cannot start fails the run, which says why, and the version before stays live', async () => {
    const before = await liveVersions();
    const handler = join(delivery.workspace, 'lambda/email-service/handler.ts');
    const good = await readFile(handler, 'utf8');
    await writeFile(
      handler,
      "console.error('FATAL no stamps left');\nthrow new Error('cannot post');\nexport const handler = () => undefined;\n",
    );
    const failed = await delivery.deploy({ phase: 'serverless' });
    await writeFile(handler, good);
    expect(failed.run.conclusion).toBe('failure');
    expect(failed.log).toMatch(/error: [\s\S]*email-lambda, version \d+, failed its smoke test.*cannot post/);
    expect(failed.log).toContain('FATAL no stamps left');
    expect(await liveVersions()).toEqual(before);
    expect((await placeOrders(delivery, 30, first.frontUrl)).problems).toEqual([]);
  });

  test('what components do only in trouble is all that was left of what they may do on Lambda', async () => {
    await makeTrouble(delivery.cloud, first.frontUrl);
    expect(await unusedByComponents(delivery.cloud, 'serverless')).toEqual([]);
  });

  test('a push with PHASE set to hybrid moves the API to ECS, and nothing else; a dispatch then has nothing to do', async () => {
    await appendFile(join(delivery.workspace, 'README.md'), '\nMore words.\n');
    const moved = await delivery.push('More words', { phase: 'hybrid' });
    expect(moved.run.conclusion, moved.log).toBe('success');
    expect(await placements()).toEqual({
      'order-publisher': 'ecs',
      'email-service': 'lambda',
      'inventory-service': 'lambda',
      'analytics-service': 'lambda',
    });
    const { fronts } = await status();
    expect(fronts).toEqual({ loadBalancer: moved.frontUrl, httpApi: undefined });
    expect((await placeOrders(delivery, 40, moved.frontUrl)).problems).toEqual([]);
    const before = new Date().toISOString();
    const again = await delivery.deploy({ phase: 'hybrid' });
    expect(again.run.conclusion, again.log).toBe('success');
    expect(await delivery.writesSince(before)).toEqual([]);
  });

  test('nobody was refused anything', async () => {
    expect(await refusals(delivery.cloud)).toEqual([]);
  });
});
