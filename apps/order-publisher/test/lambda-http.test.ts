import 'reflect-metadata';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { afterAll, beforeAll } from 'vitest';
import { createApiHandler } from '../src/lambda/index.ts';
import { startEventBridge, type EventBridge } from './event-bridge.ts';
import { httpSuite, type Target } from './http-suite.ts';
import { subscriber } from './subscriber.ts';

let cloud: TestCloud;
let bridge: EventBridge;
let target: Target;

beforeAll(async () => {
  cloud = await startTestCloud();
  const queue = await cloud.queue();
  const [topicArn, tableName] = await Promise.all([cloud.topic(queue), cloud.table()]);
  const handler = await createApiHandler(
    { environment: 'test', topicArn, tableName, logLevel: 'silent' },
    { aws: cloud.plane },
  );
  bridge = await startEventBridge(handler);
  target = { baseUrl: bridge.url, published: subscriber(cloud, queue) };
});

afterAll(async () => {
  await bridge?.close();
  await cloud?.stop();
});

httpSuite('function', () => target);
