import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { planOrders } from './order-mix.ts';

test('the same seed gives the same plan, another seed another', () => {
  expect(planOrders(40, 1, 'a')).toEqual(planOrders(40, 1, 'a'));
  expect(planOrders(40, 1, 'a')).not.toEqual(planOrders(40, 2, 'a'));
});

test('a hundred requests show every kind', () => {
  const kinds = new Set(planOrders(100, 1, 'a').map((request) => request.kind));
  expect([...kinds].sort()).toEqual(['conflicting', 'invalid', 'normal', 'out-of-stock', 'repeated']);
});

test('a repeat comes after its original, with its key; only a conflicting one has another body', () => {
  assert(
    property(integer({ min: 1, max: 300 }), integer({ min: 0, max: 2 ** 32 - 1 }), (count, seed) => {
      const plan = planOrders(count, seed, 'run');
      expect(plan).toHaveLength(count);
      const keys = new Set<string>();
      for (const [index, request] of plan.entries()) {
        if (request.after === undefined) {
          expect(keys.has(request.idempotencyKey)).toBe(false);
          keys.add(request.idempotencyKey);
          continue;
        }
        const original = plan[request.after];
        expect(request.after).toBeLessThan(index);
        expect(original?.kind).toBe('normal');
        expect(request.idempotencyKey).toBe(original?.idempotencyKey);
        if (request.kind === 'repeated') expect(request.body).toBe(original?.body);
      }
    }),
    { verbose: 1 },
  );
});
