import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { effectKey, ORDER_PLACED, readEffectRow, sampleOrderPlaced } from '@phaseline/contracts';
import { createSnsPublisher, runWorker, type SnsPublisher, type Worker } from '@phaseline/messaging';
import { startTestCloud, type TestCloud, type TestQueue } from '@phaseline/messaging/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layMailGround, mailGround } from '../test/mail-ground.ts';
import { emailModule } from './email.module.ts';

let cloud: TestCloud;
let queue: TestQueue;
let table: string;
let worker: Worker;
let publisher: SnsPublisher;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
  await layMailGround(cloud.cloud, 'orders@example.com');
  queue = await cloud.queue();
  table = await cloud.table();
  publisher = createSnsPublisher({ topicArn: await cloud.topic(queue), sns: cloud.plane.sns });
  worker = await runWorker({
    component: 'email-service',
    environment: 'test',
    logLevel: 'info',
    queueUrl: queue.url,
    aws: cloud.plane,
    logger: pino({}, { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) }),
    module: ({ aws, logger }) =>
      emailModule({
        dynamodb: aws.dynamodb,
        ses: aws.ses,
        logs: aws.logs,
        table,
        emailFrom: 'orders@example.com',
        ...mailGround,
        logger,
      }),
  });
});

afterAll(async () => {
  await worker?.stop();
  await cloud?.stop();
});

describe('email-service', () => {
  it('confirms an order that SNS delivers, and logs it with the trace of its request', async () => {
    const event = { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() };
    const traceId = randomUUID().replaceAll('-', '');
    const message = { id: event.eventId, type: ORDER_PLACED, data: event };
    await publisher.publish(message, { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` });
    const Key = effectKey(event.orderId, 'email-service');
    const effect = async () => {
      const { Item } = await cloud.plane.dynamodb.getItem({ TableName: table, Key });
      return Item && readEffectRow(Item);
    };
    await expect.poll(effect, { timeout: 60_000 }).toMatchObject({ outcome: 'sent' });
    const { orderId, eventId } = event;
    await expect
      .poll(() => lines)
      .toContainEqual(
        expect.objectContaining({ traceId, orderId, eventId, outcome: 'sent', msg: 'confirmation' }),
      );
  });

  it('sends an event that breaks its schema to the dead-letter queue, and keeps its content out of the log', async () => {
    const event = { ...sampleOrderPlaced, eventId: randomUUID(), total: 1 };
    await publisher.publish({ id: event.eventId, type: ORDER_PLACED, data: event });
    await expect
      .poll(() => queue.counts(), { timeout: 60_000 })
      .toMatchObject({ visible: 0, deadLetters: 1 });
    expect(JSON.stringify(lines)).toContain('total must be the sum of the lines');
    expect(JSON.stringify(lines)).not.toContain(sampleOrderPlaced.customer.email);
  });
});
