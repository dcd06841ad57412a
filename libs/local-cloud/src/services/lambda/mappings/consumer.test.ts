import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createManualClock, systemClock } from '../../../clock.ts';
import { startConsumer } from './consumer.ts';
import type { Mapping } from './mapping.ts';
import type { PollerWorld } from './poll-once.ts';
import { defaultMapping } from './read-mapping.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:orders';
const mappingOf = (more: Partial<Mapping>): Mapping => ({
  ...defaultMapping,
  id: 'mapping',
  queueArn: ARN,
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:worker',
  state: 'Enabled',
  lastModified: 0,
  tags: new Map(),
  ...more,
});
const room = 8;

/** A queue that is never empty, and a function that answers when it is told to. */
function busyWorld(clock = createManualClock()) {
  const calls: ((works: boolean) => void)[] = [];
  const removed: string[] = [];
  let receives = 0;
  const world: PollerWorld = {
    region: 'us-east-1',
    receive: async () => [{ MessageId: `message ${++receives}`, Body: '' }],
    remove: async (messages) => void removed.push(...messages.map(({ MessageId = '' }) => MessageId)),
    visibility: async () => 10_000,
    now: () => clock.now(),
    pause: async (milliseconds, signal) =>
      await new Promise<void>((resolve) => {
        clock.after(milliseconds, resolve);
        signal.addEventListener('abort', () => resolve());
      }),
    invoke: async () =>
      await new Promise((resolve) => {
        calls.push((works) => resolve({ payload: Buffer.from('null'), failed: !works }));
      }),
  };
  const turn = async () => {
    for (let count = 0; count < 5; count += 1) await setImmediate();
  };
  return {
    clock,
    world,
    removed,
    /** How many batches the function has now. */
    async concurrency() {
      await turn();
      return calls.length;
    },
    async answer(works: boolean) {
      await turn();
      calls.shift()?.(works);
      await turn();
    },
    end() {
      for (const call of calls.splice(0)) call(true);
    },
  };
}

// A queue that is gone, or ends with the cloud, answers at once and without messages: seen to starve the whole process, so that
// the cloud never stopped.
test(
  'a queue that answers at once and empty leaves time for everything else',
  { timeout: 60_000 },
  async () => {
    let polls = 0;
    const world: PollerWorld = {
      ...busyWorld().world,
      receive: async () => {
        polls += 1;
        return [];
      },
      pause: async (milliseconds) =>
        await new Promise((resolve) => void systemClock.after(milliseconds, resolve)),
    };
    const consumer = startConsumer(mappingOf({}), world, systemClock, room);
    await expect.poll(() => polls, { timeout: 50_000 }).toBeGreaterThan(5);
    await consumer.stop();
  },
);

test('without MaximumConcurrency five batches at once, five more a second, as many as there is room for', async () => {
  const busy = busyWorld();
  const consumer = startConsumer(mappingOf({ batchSize: 1 }), busy.world, busy.clock, room);
  expect(await busy.concurrency()).toBe(5);
  await busy.answer(true);
  expect(await busy.concurrency()).toBe(6);
  // In the same moment no other one comes.
  await busy.answer(true);
  expect(await busy.concurrency()).toBe(6);
  for (let count = 0; count < 5; count += 1) {
    busy.clock.advance(200);
    await busy.answer(true);
  }
  expect(await busy.concurrency()).toBe(room);
  const stopped = consumer.stop();
  busy.end();
  await stopped;
});

test('a function that fails gets less to do, and more again when it works; not one that reports items', async () => {
  for (const reportsItemFailures of [false, true]) {
    const busy = busyWorld();
    const consumer = startConsumer(
      mappingOf({ batchSize: 1, reportsItemFailures }),
      busy.world,
      busy.clock,
      room,
    );
    for (let count = 0; count < 6; count += 1) await busy.answer(false);
    expect(await busy.concurrency()).toBe(reportsItemFailures ? 6 : 1);
    expect(busy.removed).toEqual([]);
    busy.clock.advance(200);
    await busy.answer(true);
    expect(await busy.concurrency()).toBe(reportsItemFailures ? 7 : 2);
    expect(busy.removed.length).toBe(1);
    const stopped = consumer.stop();
    busy.end();
    await stopped;
  }
});

test('answers that come in one moment leave as many pollers as there have to be', async () => {
  const clock = createManualClock();
  const asked: ((messages: { MessageId: string; Body: string }[]) => void)[] = [];
  const world: PollerWorld = {
    ...busyWorld(clock).world,
    receive: async () => await new Promise((resolve) => void asked.push(resolve)),
    invoke: async () => ({ payload: Buffer.from('null'), failed: false }),
  };
  const turn = async () => {
    for (let count = 0; count < 5; count += 1) await setImmediate();
  };
  const consumer = startConsumer(mappingOf({ batchSize: 1, maximumConcurrency: 4 }), world, clock, room);
  for (let count = 0; count < 2; count += 1) {
    clock.advance(200);
    asked.shift()?.([{ MessageId: 'message', Body: '' }]);
    await turn();
  }
  expect(asked).toHaveLength(4);
  // The queue is deleted: all that wait are answered at once.
  for (const answer of asked.splice(0)) answer([]);
  await turn();
  clock.advance(20);
  await turn();
  expect(asked).toHaveLength(2);
  const stopped = consumer.stop();
  for (const answer of asked.splice(0)) answer([]);
  await turn();
  clock.advance(20);
  await stopped;
});
