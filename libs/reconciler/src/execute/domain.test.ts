import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateHostedZoneCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import type { Phase } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { destroyEnvironment } from '../phase/destroy-environment.ts';
import { ensureCertificate } from '../domain/ensure-certificate.ts';
import { plannedWrites } from '../plan/plan-markdown.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { leaseWrite, systemIn } from '../testing/system.ts';

/** A move between the fronts behind a domain, while somebody calls it. */
const domain = 'orders.example.com';
let aws: TestCloud;
let zone: string | undefined;
let certificateArn: string;

beforeAll(async () => {
  aws = await startCloud();
  const { HostedZone } = await aws.clients.route53.send(
    new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'test' }),
  );
  zone = HostedZone?.Id;
  certificateArn = await ensureCertificate(domain, { clients: aws.clients });
});
afterAll(async () => {
  await aws.stop();
});

async function records() {
  const { ResourceRecordSets = [] } = await aws.clients.route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
  );
  return ResourceRecordSets.filter(({ Type }) => Type === 'A').map(
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

it('shifts 5, 50, 100 percent, with proof at each, and answers everybody', { timeout: 480_000 }, async () => {
  let steps: string[] = [];
  const system = systemIn(
    'named',
    {
      clients: aws.clients,
      report: ({ action, detail = '' }) => action === 'moving' && steps.push(detail),
    },
    { domain: { name: domain, certificateArn } },
  );
  const settings = { quietSeconds: 2, proof: { leastProcessed: 3, idleSeconds: 3600 } };
  const shifts = () => steps.filter((step) => step.includes('shiftWeight'));
  const deployAsPlanned = async (phase: Phase) => {
    const planned = await aws.callsDuring(async () => await system.plan(phase));
    expect(planned.writes).toEqual([]);
    const { result, writes } = await aws.callsDuring(async () => {
      await system.release(phase);
      return await system.switch(phase, settings);
    });
    expect(writes.filter((call) => call !== leaseWrite).toSorted()).toEqual(
      plannedWrites(planned.result).toSorted(),
    );
    return result;
  };
  const { frontUrl } = await deployAsPlanned('hybrid');
  expect(frontUrl).toBe(`https://${domain}`);
  expect(shifts()).toEqual(['order-publisher: shiftWeight to 0% HTTP API']);
  expect(await records()).toEqual([`${domain}. named-load-balancer 100`]);

  const { url: front } = (await (await fetch(`${aws.cloud.url}/_cloud/fronts`)).json()) as { url: string };
  for (const [phase, weights, left] of [
    ['serverless', [5, 50, 100], 'http-api'],
    ['hybrid', [95, 50, 0], 'load-balancer'],
  ] as const) {
    steps = [];
    const answers = await whileCalled(front, async () => {
      await deployAsPlanned(phase);
    });
    expect(shifts()).toEqual(weights.map((weight) => `order-publisher: shiftWeight to ${weight}% HTTP API`));
    expect(Object.keys(answers)).toEqual(['202']);
    expect(await records()).toEqual([`${domain}. named-${left} 100`]);
    const again = await aws.callsDuring(async () => await system.switch(phase, settings));
    expect(again.writes).toEqual([]);
  }
});

it.each([
  [
    'no zone',
    'orders.example.org',
    () => certificateArn,
    /domain orders\.example\.org: no public hosted zone/,
  ],
  [
    'another region',
    domain,
    () => certificateArn.replace('us-east-1', 'eu-west-1'),
    /one of region eu-west-1/,
  ],
  ['no such certificate', domain, () => `${certificateArn}0`, /is not there: request one/],
  ['another name', 'shop.example.com', () => certificateArn, /is for orders\.example\.com, which the domain/],
] as const)('refuses %s before anything is written', { timeout: 60_000 }, async (_what, name, arn, why) => {
  const system = systemIn('nowhere', { clients: aws.clients }, { domain: { name, certificateArn: arn() } });
  for (const act of [
    async () => await system.release('hybrid'),
    async () => await system.plan('hybrid'),
    async () => await system.switch('hybrid'),
  ]) {
    const refused = await aws.callsDuring(async () => await act().catch(String));
    expect(refused.result).toMatch(why);
    expect(refused.writes).toEqual([]);
  }
});

it('does not divide a domain with another environment', { timeout: 60_000 }, async () => {
  const system = systemIn('other', { clients: aws.clients }, { domain: { name: domain, certificateArn } });
  await expect(system.plan('hybrid')).rejects.toThrow(/has a record of type A \(named-load-balancer\)/);
});

it('is destroyed with its records, whatever phase it is in', { timeout: 120_000 }, async () => {
  const request = { environment: 'named', emailFrom: 'orders@example.com' };
  const { removed } = await destroyEnvironment(request, { clients: aws.clients });
  expect(removed).toEqual(expect.arrayContaining([`record/${domain}`, `domainName/${domain}`]));
  expect(await records()).toEqual([]);
  expect((await destroyEnvironment(request, { clients: aws.clients })).removed).toEqual([]);
});
