import {
  orderRequestSchema,
  sampleOrderRequest,
  validate,
  type OrderPlaced,
  type OrderRequest,
} from '@phaseline/contracts';
import { describe, expect, it } from 'vitest';
import type { ProblemException } from '../http/problem-exception.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { KnownKey, OrderStore } from './order-store.ts';
import { OrderService } from './order.service.ts';
import type { StoredOrder } from './order.ts';

const parsed = validate(orderRequestSchema, sampleOrderRequest);
const request = (parsed.ok ? parsed.value : undefined) as OrderRequest;
const context = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, fields: {} };

/** A store in memory, so that SNS can fail between any two of its writes. */
function memoryStore() {
  const orders = new Map<string, StoredOrder>();
  const keys = new Map<string, KnownKey>();
  const store: OrderStore = {
    save: async (order) => void orders.set(order.orderId, order),
    drop: async (orderId) => void orders.delete(orderId),
    async claim(key, order) {
      const known = keys.get(key.keyHash);
      if (known !== undefined) return known;
      keys.set(key.keyHash, { ...order, bodyHash: key.bodyHash });
      orders.set(order.orderId, order);
      return undefined;
    },
    read: async (orderId) => ({ order: orders.get(orderId), effects: [] }),
  };
  return { store, orders };
}

/** A topic that refuses its first `failures` events. */
function topic(failures: number) {
  const events: OrderPlaced[] = [];
  let calls = 0;
  const publish = async (event: OrderPlaced): Promise<void> => {
    if (++calls <= failures) throw new Error('SNS is down');
    events.push(event);
  };
  return { events, publish };
}

const key = readIdempotencyKey('key-1', request);

async function problemOf(work: Promise<unknown>): Promise<ProblemException> {
  return (await work.catch((error: unknown) => error)) as ProblemException;
}

describe('OrderService', () => {
  it('answers 503 with Retry-After when SNS fails, and leaves no order behind', async () => {
    const { store, orders } = memoryStore();
    const { events, publish } = topic(1);
    const error = await problemOf(new OrderService(store, publish).place(request, undefined, context));
    expect(error.problem).toMatchObject({ status: 503, type: '/docs#unavailable' });
    expect(error.headers).toEqual({ 'retry-after': '2' });
    expect([events.length, orders.size]).toEqual([0, 0]);
  });

  it('publishes the very same event on a repeat when the first publish failed, and not once more when it did not', async () => {
    const { store } = memoryStore();
    const { events, publish } = topic(1);
    const service = new OrderService(store, publish);
    expect((await problemOf(service.place(request, key, context))).problem.status).toBe(503);
    const accepted = await service.place(request, key, context);
    const again = await service.place(request, key, context);
    expect(again).toEqual(accepted);
    expect(events).toMatchObject([{ orderId: accepted.orderId, eventId: accepted.eventId, total: 6700 }]);
  });

  it('publishes the very same event again on a repeat that reaches another process', async () => {
    const { store } = memoryStore();
    const { events, publish } = topic(0);
    const first = await new OrderService(store, publish).place(request, key, context);
    expect(await new OrderService(store, publish).place(request, key, context)).toEqual(first);
    expect(events).toHaveLength(2);
    expect(events[1]).toEqual(events[0]);
  });

  it('answers 503 when the table fails, and publishes nothing', async () => {
    const { store } = memoryStore();
    const { events, publish } = topic(0);
    const down = () => Promise.reject(new Error('table is down'));
    const service = new OrderService({ ...store, save: down, claim: down, read: down }, publish);
    for (const work of [
      service.place(request, undefined, context),
      service.place(request, key, context),
      service.status('019ab1c2-0000-7000-8000-000000000002'),
    ]) {
      expect((await problemOf(work)).problem.status).toBe(503);
    }
    expect(events).toEqual([]);
  });
});
