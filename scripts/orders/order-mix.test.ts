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
      const fresh = plan.filter((request) => request.after === undefined);
      expect(new Set(fresh.map((request) => request.idempotencyKey)).size).toBe(fresh.length);
      const pairs = plan.flatMap((request, index) =>
        request.after === undefined
          ? []
          : [{ request, index, after: request.after, original: plan[request.after] }],
      );
      for (const { request, index, after, original } of pairs) {
        expect(after).toBeLessThan(index);
        expect(original?.kind).toBe('normal');
        expect(request.idempotencyKey).toBe(original?.idempotencyKey);
        expect(request.body === original?.body).toBe(request.kind === 'repeated');
      }
    }),
    { verbose: 1 },
  );
});
