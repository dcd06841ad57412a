import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { DONE } from '../failures/outcome.ts';
import { startTestCloud } from '../testing/cloud.ts';
import { createConsumer } from './consumer.ts';
import { withDefaults } from './settings.ts';

test('with a slow handler in every place a consumer is healthy for as long as a handler may take', async () => {
  const cloud = await startTestCloud();
  const queue = await cloud.queue();
  let end: () => void = () => {};
  const work = new Promise<void>((resolve) => (end = resolve));
  let startedAt = Infinity;
  const stalledAfterMs = 20;
  const consumer = createConsumer({
    sqs: cloud.plane.sqs,
    queueUrl: queue.url,
    logger: pino({ level: 'silent' }),
    settings: withDefaults({ concurrency: 1, stalledAfterMs }),
    handle: async () => {
      startedAt = Date.now();
      await work;
      return DONE;
    },
  });
  consumer.start();
  try {
    await cloud.plane.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: '{}' });
    await vi.waitFor(() => expect(Date.now() - startedAt).toBeGreaterThan(2 * stalledAfterMs), {
      timeout: 60_000,
    });
    expect(consumer.heartbeat()).toMatchObject({ healthy: true, running: 1 });
  } finally {
    end();
    await consumer.close();
    await cloud.stop();
  }
});
