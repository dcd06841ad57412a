import { expect, test } from 'vitest';
import { systemClock } from '../../../clock.ts';
import { startConsumer } from './consumer.ts';
import type { Mapping } from './mapping.ts';

// A queue that is gone, or ends with the cloud, answers at once and without messages: seen to starve the whole process, so that
// the cloud never stopped.
test(
  'a queue that answers at once and empty leaves time for everything else',
  { timeout: 60_000 },
  async () => {
    let polls = 0;
    const world = {
      region: 'us-east-1',
      receive: async () => {
        polls += 1;
        return [];
      },
      remove: async () => undefined,
      invoke: async () => ({ payload: Buffer.alloc(0), failed: false }),
    };
    const consumer = startConsumer(
      { batchSize: 10, window: 0, filters: [] } as unknown as Mapping,
      world,
      systemClock,
    );
    await expect.poll(() => polls, { timeout: 50_000 }).toBeGreaterThan(5);
    await consumer.stop();
  },
);
