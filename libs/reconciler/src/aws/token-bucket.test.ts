import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

it('lets through no more than the burst plus the rate, and nobody waits longer than that takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ burst: fc.integer({ min: 1, max: 20 }), perSecond: fc.integer({ min: 1, max: 50 }) }),
      fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 80 }),
      async (rate, gaps) => {
        let now = 0;
        const passed: number[] = [];
        const bucket = createTokenBucket(rate, {
          now: () => now,
          sleep: async (milliseconds) => {
            passed.push(now + milliseconds);
            await Promise.resolve();
          },
        });
        for (const gap of gaps) {
          now += gap;
          const before = passed.length;
          await bucket.take();
          if (passed.length === before) passed.push(now);
        }
        for (const [index, start] of passed.entries()) {
          const within = passed.slice(index).filter((at) => at - start <= 1000).length;
          expect(within).toBeLessThanOrEqual(rate.burst + rate.perSecond + 1);
        }
        expect(passed).toEqual(passed.toSorted((one, other) => one - other));
      },
    ),
  );
});
