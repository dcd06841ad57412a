import 'reflect-metadata';
import type { DynamicModule } from '@nestjs/common';
import { DEPLOYMENT_CANARY } from '@phaseline/contracts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBatchHandler } from '../lambda/index.ts';
import { runWorker } from '../service/run-worker.ts';
import { startTestCloud, type TestCloud, type TestQueue } from '../testing/cloud.ts';
import { canaryModule } from './canary-module.ts';

let cloud: TestCloud;
let queue: TestQueue;
let table: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  queue = await cloud.queue();
  table = await cloud.table();
});
afterAll(() => cloud.stop());

class App {
  readonly name = 'App';
}
const workerOn = (tableName: string) => ({
  component: 'test-service',
  environment: 'test',
  logLevel: 'silent',
  queueUrl: queue.url,
  aws: cloud.plane,
  logger: pino({ level: 'silent' }),
  module: (): DynamicModule => ({
    module: App,
    imports: [canaryModule({ dynamodb: cloud.plane.dynamodb, table: tableName })],
  }),
});
const batch = {
  Records: ['deployment.canary', 'deployment.poison'].map((type) => ({
    messageId: type,
    receiptHandle: type,
    body: JSON.stringify({ type }),
    attributes: {},
    messageAttributes: {},
  })),
};
const context = { awsRequestId: 'i-1', getRemainingTimeInMillis: () => 20_000 };
const failures = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

test('a function does the canary and reports what nobody handles', async () => {
  const handler = await createBatchHandler(workerOn(table));
  expect(await handler(batch, context)).toEqual(failures('deployment.poison'));
});

test('a function whose table cannot be read reports the canary, too', async () => {
  const handler = await createBatchHandler(workerOn('no-such-table'));
  const { batchItemFailures } = await handler(batch, context);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual(
    batch.Records.map(({ messageId }) => messageId),
  );
});

test('a container does the canary and keeps what nobody handles', async () => {
  const send = (type: string) =>
    cloud.plane.sqs.sendMessage({
      QueueUrl: queue.url,
      MessageBody: JSON.stringify({ type }),
      MessageAttributes: {},
    });
  const worker = await runWorker(workerOn(table));
  try {
    await send(DEPLOYMENT_CANARY);
    await send('deployment.poison');
    await vi.waitFor(
      async () => expect(await queue.counts()).toEqual({ visible: 0, inFlight: 1, deadLetters: 0 }),
      {
        timeout: 60_000,
      },
    );
  } finally {
    await worker.stop();
  }
});
