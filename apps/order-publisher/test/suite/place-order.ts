import { randomBytes } from 'node:crypto';
import { CATALOGUE } from '@phaseline/contracts';
import { describe, expect, it } from 'vitest';
import { eventsOf, readProblem, ITEM, place, post, someCustomer, type Target } from './target.ts';

/** Orders that are accepted: what is answered, what is published, what can be read. */
export function placeOrderTests(target: () => Target): void {
  describe('POST /orders', () => {
    it('answers 202 with ids and a place to look, and publishes one event with catalogue prices', async () => {
      const customer = { ...someCustomer(), name: 'Zoë <b>' };
      const response = await post(target(), { customer, items: [{ ...ITEM, quantity: 3 }, ITEM] });
      const accepted = (await response.json()) as Record<string, unknown>;
      expect(response.status).toBe(202);
      expect(response.headers.get('location')).toBe(`/orders/${String(accepted['orderId'])}`);
      expect(accepted).toMatchObject({
        status: 'accepted',
        links: { self: response.headers.get('location') },
      });
      await expect.poll(() => eventsOf(target(), customer.email), { timeout: 10_000 }).toHaveLength(1);
      const unitPrice = CATALOGUE.get(ITEM.sku)?.unitPrice ?? 0;
      const [published] = await eventsOf(target(), customer.email);
      expect(published?.event).toMatchObject({
        type: 'order.placed',
        version: 1,
        orderId: accepted['orderId'],
        eventId: accepted['eventId'],
        customer,
        lines: [
          { sku: ITEM.sku, quantity: 3, unitPrice },
          { sku: ITEM.sku, quantity: 1, unitPrice },
        ],
        total: 4 * unitPrice,
      });
    });

    it('hands the trace of the caller on to the event', async () => {
      const customer = someCustomer();
      const traceId = randomBytes(16).toString('hex');
      const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
      const response = await post(target(), { customer, items: [ITEM] }, { traceparent });
      expect(response.headers.get('traceparent')).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
      await expect.poll(() => eventsOf(target(), customer.email), { timeout: 10_000 }).toHaveLength(1);
      const [published] = await eventsOf(target(), customer.email);
      expect(published?.traceparent?.split('-')[1]).toBe(traceId);
    });

    it('begins a trace where the caller sent none, or none that is valid', async () => {
      for (const traceparent of ['', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, 'ff-1-2-3']) {
        const response = await post(target(), { customer: someCustomer(), items: [ITEM] }, { traceparent });
        expect(response.headers.get('traceparent')).toMatch(/^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      }
    });
  });

  describe('GET /orders/:id', () => {
    it('knows an accepted order before any worker has seen it', async () => {
      const { orderId, eventId, links } = await place(target(), { customer: someCustomer(), items: [ITEM] });
      const response = await fetch(target().baseUrl + links.self);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        orderId,
        eventId,
        lines: [{ sku: ITEM.sku, quantity: 1 }],
        effects: { 'email-service': {}, 'inventory-service': {}, 'analytics-service': {} },
      });
    });

    it.each([
      '019ab1c2-0000-7000-8000-000000000002',
      'x',
      '..%2f..',
      "'; DROP TABLE orders; --",
      'a'.repeat(2000),
    ])('answers 404 for %s', async (id) => {
      const response = await fetch(`${target().baseUrl}/orders/${encodeURIComponent(id)}`);
      expect(await readProblem(response)).toMatchObject({ status: 404, type: '/docs#order-not-found' });
    });
  });
}
