import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startTestCloud, type TestCloud, type TestQueue } from '@phaseline/messaging/testing';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp } from '../src/app.ts';
import { createParts } from '../src/parts.ts';
import { ITEM, place, post, readProblem, someCustomer, type Target } from './suite/target.ts';

let cloud: TestCloud;
let queue: TestQueue;
let app: NestFastifyApplication;
let target: Target;

beforeAll(async () => {
  cloud = await startTestCloud();
  queue = await cloud.queue();
  const [topicArn, tableName] = await Promise.all([cloud.topic(queue), cloud.table()]);
  app = await createHttpApp(createParts({ topicArn, tableName }, cloud.plane, pino({ level: 'silent' })));
  await app.listen(0, '127.0.0.1');
  target = { baseUrl: await app.getUrl(), published: () => Promise.resolve([]) };
});

afterEach(() => cloud.clearFaults());

afterAll(async () => {
  await app?.close();
  await cloud?.stop();
});

describe.each(['sns', 'dynamodb'])('while %s fails', (service) => {
  it('survives an answer that is lost after the call took effect: the same ids for one order', async () => {
    const order = { customer: someCustomer(), items: [ITEM] };
    const headers = { 'idempotency-key': randomUUID() };
    await cloud.fault({ service, kind: 'reset', when: 'after', count: 1 });
    const first = await place(target, order, headers);
    expect(await place(target, order, headers)).toEqual(first);
    expect((await fetch(target.baseUrl + first.links.self)).status).toBe(200);
  });

  it('answers 503 with Retry-After and publishes nothing; the same key then places the order once', async () => {
    const order = { customer: someCustomer(), items: [ITEM] };
    const headers = { 'idempotency-key': randomUUID() };
    const before = (await queue.counts()).visible;
    await cloud.fault({ service, kind: 'error', status: 500 });
    for (const attempt of [headers, headers, {}]) {
      const response = await post(target, order, attempt);
      expect(response.headers.get('retry-after')).toBe('2');
      expect(await readProblem(response)).toMatchObject({ status: 503, type: '/docs#unavailable' });
    }
    await cloud.clearFaults();
    const first = await place(target, order, headers);
    expect(await place(target, order, headers)).toEqual(first);
    expect((await queue.counts()).visible).toBe(before + 1);
  });
});

describe('readiness', () => {
  it('fails while SNS or the table cannot be reached', async () => {
    await cloud.fault({ service: 'sns', kind: 'error', status: 500 });
    const parts = createParts(
      { topicArn: 'arn:aws:sns:us-east-1:000000000000:order-events', tableName: 'no-such-table' },
      cloud.plane,
      pino({ level: 'silent' }),
    );
    await expect(parts.checks['topic']?.()).rejects.toThrow('HTTP 500');
    await expect(parts.checks['table']?.()).rejects.toThrow('ResourceNotFoundException');
    await cloud.clearFaults();
    await expect(parts.checks['topic']?.()).resolves.toBeUndefined();
  });
});
