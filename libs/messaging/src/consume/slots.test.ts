import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

test('never gives more places than there are, and every wait ends', async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`slots: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 30 }),
      async (capacity, wishes) => {
        const slots = createSlots(capacity);
        let held = 0;
        await Promise.all(
          wishes.map(async (most) => {
            const taken = await slots.take(most);
            held += taken;
            expect(taken).toBeGreaterThan(0);
            expect(taken).toBeLessThanOrEqual(most);
            expect(held).toBeLessThanOrEqual(capacity);
            for (let given = 0; given < taken; given++) {
              await new Promise(setImmediate);
              held--;
              slots.give(1);
            }
          }),
        );
        expect(slots.free).toBe(capacity);
      },
    ),
    { seed, numRuns: 30 },
  );
});

test('stop ends every wait with nothing', async () => {
  const slots = createSlots(2);
  expect(await slots.take(10)).toBe(2);
  const waits = [slots.take(10), slots.take(1)];
  slots.stop();
  expect(await Promise.all(waits)).toEqual([0, 0]);
  expect(await slots.take(1)).toBe(0);
});
