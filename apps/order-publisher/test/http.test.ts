import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createHttpApp } from '../src/app.ts';
import { createParts } from '../src/parts.ts';
import { httpSuite, type Target } from './http-suite.ts';
import { subscriber } from './subscriber.ts';

let cloud: TestCloud;
let app: NestFastifyApplication;
let target: Target;

beforeAll(async () => {
  cloud = await startTestCloud();
  const queue = await cloud.queue();
  const [topicArn, tableName] = await Promise.all([cloud.topic(queue), cloud.table()]);
  app = await createHttpApp(createParts({ topicArn, tableName }, cloud.plane, pino({ level: 'silent' })));
  await app.listen(0, '127.0.0.1');
  target = { baseUrl: await app.getUrl(), published: subscriber(cloud, queue) };
});

afterAll(async () => {
  await app?.close();
  await cloud?.stop();
});

httpSuite('container', () => target);
