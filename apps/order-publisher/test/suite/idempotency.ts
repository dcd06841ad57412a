import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventsOf, readProblem, ITEM, place, post, someCustomer, type Target } from './target.ts';

/** The Idempotency-Key header. */
export function idempotencyTests(target: () => Target): void {
  describe('Idempotency-Key', () => {
    it('answers a repeat with the same ids and publishes nothing more', async () => {
      const customer = someCustomer();
      const headers = { 'idempotency-key': randomUUID() };
      const first = await place(target(), { customer, items: [ITEM] }, headers);
      // The same order in other words: fields in another order, a default spelt out.
      const second = await place(target(), { currency: 'USD', items: [ITEM], customer }, headers);
      expect(second).toEqual(first);
      const marker = someCustomer();
      await place(target(), { customer: marker, items: [ITEM] });
      await expect.poll(() => eventsOf(target(), marker.email), { timeout: 10_000 }).toHaveLength(1);
      expect(await eventsOf(target(), customer.email)).toHaveLength(1);
    });

    it('makes one order of many requests at the same time', async () => {
      const customer = someCustomer();
      const headers = { 'idempotency-key': randomUUID() };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => place(target(), { customer, items: [ITEM] }, headers)),
      );
      expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
      expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(1);
      await expect.poll(() => eventsOf(target(), customer.email), { timeout: 10_000 }).not.toHaveLength(0);
      const ids = (await eventsOf(target(), customer.email)).map(({ event }) => event.eventId);
      // Twins may each publish, but always the same event: workers take it once.
      expect(new Set(ids)).toEqual(new Set([answers[0]?.eventId]));
    });

    it('refuses the same key for another order with 409', async () => {
      const customer = someCustomer();
      const headers = { 'idempotency-key': 'visible!~ASCII'.repeat(2) + randomUUID() };
      await place(target(), { customer, items: [ITEM] }, headers);
      const other = await post(target(), { customer, items: [{ ...ITEM, quantity: 2 }] }, headers);
      expect(await readProblem(other)).toMatchObject({ status: 409, type: '/docs#idempotency-conflict' });
    });

    it('gives every order without a key its own ids', async () => {
      const order = { customer: someCustomer(), items: [ITEM] };
      const [first, second] = await Promise.all([place(target(), order), place(target(), order)]);
      expect(first.orderId).not.toBe(second.orderId);
    });

    it.each(['a b', 'x'.repeat(256), 'schl\u00fcssel'])('refuses the key %j with 400', async (key) => {
      const customer = someCustomer();
      const response = await post(target(), { customer, items: [ITEM] }, { 'idempotency-key': key });
      const problem = await readProblem(response);
      expect(problem.status).toBe(400);
      expect(problem.errors?.[0]?.field).toBe('Idempotency-Key');
    });
  });
}
