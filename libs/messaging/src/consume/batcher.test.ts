import { expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';

test('gathers up to the size, gives each item its own result', async () => {
  const sent: number[][] = [];
  const batcher = createBatcher<number, number>({
    size: 3,
    delayMs: 1,
    send: (items) => {
      sent.push([...items]);
      return Promise.resolve(items.map((item) => item * 10));
    },
  });
  const results = await Promise.all([1, 2, 3, 4].map((item) => batcher.add(item)));
  expect(results).toEqual([10, 20, 30, 40]);
  expect(sent).toEqual([[1, 2, 3], [4]]);
  expect(batcher.pending).toBe(0);
});

test('flush sends at once and waits; a failed batch fails its items only', async () => {
  let fail = true;
  const batcher = createBatcher<number, number>({
    size: 2,
    delayMs: 60_000,
    send: async (items) => {
      if (fail) throw new Error('refused');
      return items;
    },
  });
  const [first] = await Promise.allSettled([batcher.add(1), batcher.flush()]);
  expect(first).toMatchObject({ reason: { message: 'refused' } });
  fail = false;
  const second = batcher.add(2);
  expect(batcher.pending).toBe(1);
  await batcher.flush();
  expect(await second).toBe(2);
});
