import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateHostedZoneCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { systemIn } from '../testing/system.ts';

/** A move between the fronts behind a domain, while somebody calls it. */
const domain = 'orders.example.com';
let aws: TestCloud;
let zone: string | undefined;

beforeAll(async () => {
  aws = await startCloud();
  const { HostedZone } = await aws.clients.route53.send(
    new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'test' }),
  );
  zone = HostedZone?.Id;
});
afterAll(async () => {
  await aws.stop();
});

async function records() {
  const { ResourceRecordSets = [] } = await aws.clients.route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
  );
  return ResourceRecordSets.filter(({ Type }) => Type === 'CNAME').map(
    ({ Name, SetIdentifier, Weight }) => `${Name} ${SetIdentifier} ${Weight}`,
  );
}

/** The status of one order sent to the domain, by the front that follows its records. */
async function order(front: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = httpRequest(`${front}/orders`, { method: 'POST', headers: { host: domain } }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end('{"some":"order"}');
  });
}

/** Calls the domain for as long as `work` goes on. @returns how often it was answered with what */
async function whileCalled(front: string, work: () => Promise<void>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  const over = new AbortController();
  const caller = (async () => {
    while (!over.signal.aborted) {
      const status = await order(front).catch(String);
      answers[status] = (answers[status] ?? 0) + 1;
      // A caller, not a load test.
      await sleep(20);
    }
  })();
  try {
    await work();
  } finally {
    over.abort();
    await caller;
  }
  return answers;
}

it('shifts 5, 50, 100 percent, with proof at each, and answers everybody', { timeout: 240_000 }, async () => {
  let steps: string[] = [];
  const system = systemIn('named', {
    clients: aws.clients,
    report: ({ action, detail = '' }) => action === 'moving' && steps.push(detail),
  });
  const settings = { domain, quietSeconds: 2, proof: { leastProcessed: 3, idleSeconds: 3600 } };
  const shifts = () => steps.filter((step) => step.includes('shiftWeight'));
  await system.release('hybrid');
  await system.switch('hybrid', settings);
  expect(shifts()).toEqual(['order-publisher: shiftWeight to 0% HTTP API']);
  expect(await records()).toEqual([`${domain}. load-balancer 100`]);

  const { url: front } = (await (await fetch(`${aws.cloud.url}/_cloud/fronts`)).json()) as { url: string };
  for (const [phase, weights, left] of [
    ['serverless', [5, 50, 100], 'http-api'],
    ['hybrid', [95, 50, 0], 'load-balancer'],
  ] as const) {
    await system.release(phase);
    steps = [];
    const answers = await whileCalled(front, async () => {
      await system.switch(phase, settings);
    });
    expect(shifts()).toEqual(weights.map((weight) => `order-publisher: shiftWeight to ${weight}% HTTP API`));
    expect(Object.keys(answers)).toEqual(['202']);
    expect(await records()).toEqual([`${domain}. ${left} 100`]);
    const again = await aws.callsDuring(async () => await system.switch(phase, settings));
    expect(again.writes).toEqual([]);
  }
});

it('says which zone is missing, before anything is written', { timeout: 60_000 }, async () => {
  const system = systemIn('nowhere', { clients: aws.clients });
  await system.release('hybrid');
  const refused = await aws.callsDuring(
    async () => await system.switch('hybrid', { domain: 'orders.example.org' }).catch(String),
  );
  expect(refused.result).toMatch(/domain orders\.example\.org: no public hosted zone/);
  expect(refused.writes).toEqual([]);
});
