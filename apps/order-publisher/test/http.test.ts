import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseEvent } from '@phaseline/messaging';
import { startTestCloud, type TestCloud, type TestQueue } from '@phaseline/messaging/testing';
import { orderPlacedSchema, validate } from '@phaseline/contracts';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createHttpApp } from '../src/app.ts';
import { createParts } from '../src/parts.ts';
import { httpSuite, type Target } from './http-suite.ts';
import type { PublishedEvent } from './suite/target.ts';

let cloud: TestCloud;
let app: NestFastifyApplication;
let target: Target;

beforeAll(async () => {
  cloud = await startTestCloud();
  const queue = await cloud.queue();
  const [topicArn, tableName] = await Promise.all([cloud.topic(queue), cloud.table()]);
  app = await createHttpApp(createParts({ topicArn, tableName }, cloud.plane, pino({ level: 'silent' })));
  await app.listen(0, '127.0.0.1');
  target = { baseUrl: await app.getUrl(), published: subscriber(queue) };
});

afterAll(async () => {
  await app?.close();
  await cloud?.stop();
});

/** Takes what has arrived in `queue`; gives all that ever did. */
function subscriber(queue: TestQueue): () => Promise<readonly PublishedEvent[]> {
  const events: PublishedEvent[] = [];
  const receive = async (): Promise<number> => {
    const { Messages = [] } = await cloud.plane.sqs.receiveMessage({
      QueueUrl: queue.url,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    });
    for (const message of Messages) {
      const { data, traceparent } = parseEvent(message);
      const parsed = validate(orderPlacedSchema, data);
      if (!parsed.ok)
        throw new Error(`A published event breaks its schema: ${JSON.stringify(parsed.errors)}`);
      events.push({ event: parsed.value, traceparent });
    }
    if (Messages.length > 0) {
      await cloud.plane.sqs.deleteMessageBatch({
        QueueUrl: queue.url,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      });
    }
    return Messages.length;
  };
  return async () => {
    while ((await receive()) > 0);
    return events;
  };
}

httpSuite('container', () => target);
