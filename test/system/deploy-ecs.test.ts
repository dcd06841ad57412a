import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { components, environmentNames } from '@phaseline/model';
import { createClients, readStatus } from '@phaseline/reconciler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personWith } from '../commands/person.ts';
import { type Delivered, type Delivery, startDelivery } from './delivery.ts';
import { placeOrders, smokeOrders } from './place-orders.ts';
import { type Leak, leakSecrets, readableIn } from '../rights/leak-secrets.ts';
import { makeTrouble } from '../rights/make-trouble.ts';
import { refusals } from '../rights/refusals.ts';
import { unusedByComponents } from '../rights/unused-by-components.ts';

const minutes = 60_000;
const names = environmentNames('production');

let delivery: Delivery;
let first: Delivered;
let leak: Leak;
beforeAll(async () => {
  delivery = await startDelivery();
  leak = await leakSecrets(delivery.workspace);
  Object.assign(process.env, delivery.cloud.env);
}, 2 * minutes);
afterAll(() => delivery.close(), minutes);

async function primaryTaskDefinitions(): Promise<Record<string, string | undefined>> {
  const ecs = new ECSClient({});
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({
      cluster: names.cluster,
      services: ['order-publisher', 'email-service', 'inventory-service', 'analytics-service'].map(
        names.service,
      ),
    }),
  );
  ecs.destroy();
  return Object.fromEntries(
    services.map((service) => [service.serviceName ?? '', service.taskDefinition?.split('/').at(-1)]),
  );
}

// One story, told in order: each chapter starts from where the one before ended.
describe('deploy.yml, phase ecs', { timeout: 5 * minutes }, () => {
  test('the first deploy puts the system in place', async () => {
    first = await delivery.deploy();
    expect(first.run.conclusion, first.log).toBe('success');
    expect(first.frontUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    expect(Object.values(await primaryTaskDefinitions())).toHaveLength(4);
    // GitHub's record of the deployment: where the system is.
    expect(first.run.jobs.find(({ id }) => id === 'deploy/switch')?.environment).toEqual({
      name: 'production',
      url: first.frontUrl,
    });
  });

  test('what the actions know and must not tell is masked in the log, even where one prints it', async () => {
    const told = await leak.told();
    await leak.close();
    expect([...new Set(told.map(({ name }) => name))].toSorted()).toEqual([
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'INPUT_GITHUB-TOKEN',
      'authorizationToken',
      'password',
    ]);
    expect(readableIn(told, `${first.log}\n${JSON.stringify(first.run)}`)).toEqual([]);
  });

  test('what runs is what was attested, by its digest, with all that is in it', async () => {
    const clients = createClients();
    const { components: running } = await readStatus({ environment: 'production' }, { clients });
    const digests = running.map(({ service }) => service?.imageDigest ?? '').toSorted();
    const of = (type: string) => first.run.attestations.filter(({ predicateType }) => predicateType === type);
    const subjects = (type: string) =>
      of(type)
        .map(({ subject: [image] }) => `sha256:${image?.digest.sha256}`)
        .toSorted();
    expect(subjects('https://slsa.dev/provenance/v1')).toEqual(digests);
    expect(subjects('https://cyclonedx.org/bom')).toEqual(digests);
    for (const { predicate } of of('https://cyclonedx.org/bom')) {
      const { components: parts } = predicate as unknown as { components: { name: string; type: string }[] };
      expect(parts).toContainEqual(expect.objectContaining({ name: '@nestjs/core' }));
      expect(parts.filter(({ type }) => type === 'container')).toHaveLength(1);
      expect(parts).not.toContainEqual(expect.objectContaining({ name: 'vitest' }));
    }
  });

  test('every accepted order has exactly its effects', async () => {
    const report = await placeOrders(delivery, 100, first.frontUrl);
    expect(report.problems).toEqual([]);
    expect(report.lost + report.doubled).toBe(0);
    expect(report.accepted).toBeGreaterThan(60);
    expect(report.refused).toBeGreaterThan(5);
    expect(report.outOfStock).toBeGreaterThan(0);
  });

  test("a request's trace is in the log of every component, and nobody's address is", async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const response = await fetch(new URL('/orders', first.frontUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
      body: JSON.stringify({
        customer: { email: 'ada@example.com' },
        items: [{ sku: 'MUG-STONEWARE', quantity: 1 }],
      }),
    });
    expect(response.status).toBe(202);
    const logs = new CloudWatchLogsClient({});
    const messages = async (component: string, filterPattern?: string) => {
      const found = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: names.logGroup(component),
          ...(filterPattern && { filterPattern }),
        }),
      );
      return (found.events ?? []).map(({ message = '' }) => message);
    };
    for (const component of components) {
      await expect.poll(() => messages(component, `"${traceId}"`), { timeout: 60_000 }).not.toEqual([]);
      expect((await messages(component)).filter((message) => message.includes('@example.com'))).toEqual([]);
    }
    logs.destroy();
  });

  test('a second deploy of the same commit makes no write call', async () => {
    const before = new Date().toISOString();
    const again = await delivery.deploy();
    expect(again.run.conclusion, again.log).toBe('success');
    expect(await delivery.writesSince(before)).toEqual([]);
  });

  test("a changed app rolls alone, and no order is lost while it rolls; from a laptop, by deploy's own policies", async () => {
    const before = await primaryTaskDefinitions();
    const since = new Date().toISOString();
    const person = await personWith(delivery.cloud, ['deploy']);
    await appendFile(
      join(delivery.workspace, 'apps/order-publisher/src/main.ts'),
      '\nconsole.log(\'{"msg":"changed"}\');\n',
    );
    const deployment = delivery.deployFromLaptop(person);
    const load = placeOrders(delivery, 400, first.frontUrl, {
      ratePerSecond: 20,
      placedAlongside: deployment.then(({ run }) => smokeOrders(run)),
    });
    const changed = await deployment;
    expect(changed.run.conclusion, changed.log).toBe('success');
    expect((await load).problems).toEqual([]);
    const after = await primaryTaskDefinitions();
    const rolled = Object.keys(after).filter((service) => after[service] !== before[service]);
    expect(rolled).toEqual([names.service('order-publisher')]);
    expect(await delivery.writesSince(since)).toEqual([]);
    const theirs = (await delivery.callsSince(since)).filter(({ principal }) =>
      principal?.includes(':assumed-role/person-with-deploy/'),
    );
    expect(theirs.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['GetAuthorizationToken', 'RegisterTaskDefinition', 'UpdateService']),
    );
  });

  test('an app that crashes at start is rolled back, says why, and the old one still serves', async () => {
    const before = await primaryTaskDefinitions();
    const main = join(delivery.workspace, 'apps/inventory-service/src/main.ts');
    const good = await readFile(main, 'utf8');
    await writeFile(main, "console.error('FATAL the warehouse is on fire');\nprocess.exit(17);\n");
    const failed = await delivery.deploy();
    await writeFile(main, good);
    expect(failed.run.conclusion).toBe('failure');
    expect(failed.log).toContain('17');
    expect(failed.log).toContain('the warehouse is on fire');
    expect(await primaryTaskDefinitions()).toEqual(before);
    const report = await placeOrders(delivery, 40, first.frontUrl);
    expect(report.problems).toEqual([]);
  });

  test('a rollback runs again what ran before the last deployment that released anything, and builds nothing', async () => {
    const before = await primaryTaskDefinitions();
    const back = await delivery.deploy({ rollback: true });
    expect(back.run.conclusion, back.log).toBe('success');
    expect(await primaryTaskDefinitions()).toEqual({
      ...before,
      [names.service('order-publisher')]: `${names.family('order-publisher')}:1`,
    });
    expect(before[names.service('order-publisher')]).toBe(`${names.family('order-publisher')}:2`);
    const [plan] = back.run.jobs;
    expect(plan?.summary).toContain('| order-publisher | `order-publisher-td:1` | `order-publisher-td:2` |');
    expect(plan?.summary).toContain('| email-service | nothing: stays at');
    expect(back.run.jobs.find(({ id }) => id === 'deploy/build')?.conclusion).toBe('skipped');
    expect((await placeOrders(delivery, 20, first.frontUrl)).problems).toEqual([]);
  });

  test('nobody was refused anything, and all that components may do on ECS was used', async () => {
    await makeTrouble(delivery.cloud, first.frontUrl);
    expect(await unusedByComponents(delivery.cloud, 'ecs')).toEqual([]);
    expect(await refusals(delivery.cloud)).toEqual([]);
  });
});
