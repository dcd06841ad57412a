import {
  orderRequestSchema,
  sampleOrderRequest,
  validate,
  type OrderAccepted,
  type OrderPlaced,
  type OrderRequest,
} from '@phaseline/contracts';
import { array, assert, asyncProperty, constantFrom, integer, scheduler } from 'fast-check';
import { expect, it } from 'vitest';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { KnownKey, OrderStore } from './order-store.ts';
import { OrderService } from './order.service.ts';
import type { StoredOrder } from './order.ts';

const parsed = validate(orderRequestSchema, sampleOrderRequest);
const request = (parsed.ok ? parsed.value : undefined) as OrderRequest;
const context = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, fields: {} };

/** What becomes of one call: it works, fails before it takes effect, loses its answer after, or its process dies after it. */
type Fate = 'works' | 'fails' | 'answer lost' | 'crash after';
const fates = constantFrom<Fate>('works', 'works', 'fails', 'answer lost', 'crash after');

/** Table and topic outlive processes. */
const newWorld = () => ({
  orders: new Map<string, StoredOrder>(),
  keys: new Map<string, KnownKey>(),
  events: [] as OrderPlaced[],
});

/** One process's way to the world; `suffer` decides on every call. */
function reach(
  { orders, keys, events }: ReturnType<typeof newWorld>,
  suffer: (effect: () => void) => Promise<void>,
) {
  const store: OrderStore = {
    save: (order) => suffer(() => void orders.set(order.orderId, order)),
    drop: (orderId) => suffer(() => void orders.delete(orderId)),
    async claim(key, order) {
      let known: KnownKey | undefined;
      await suffer(() => {
        known = keys.get(key.keyHash);
        if (known !== undefined) return;
        keys.set(key.keyHash, { ...order, bodyHash: key.bodyHash });
        orders.set(order.orderId, order);
      });
      return known;
    },
    async read(orderId) {
      await suffer(() => {});
      return { order: orders.get(orderId), effects: [] };
    },
  };
  return { store, publish: (event: OrderPlaced) => suffer(() => void events.push(event)) };
}

it('a client that repeats its key until it is answered gets one order with one event, whatever fails in between', async () => {
  const clients = integer({ min: 1, max: 3 });
  await assert(
    asyncProperty(array(fates, { maxLength: 24 }), clients, scheduler(), async (plan, twins, s) => {
      const left = [...plan];
      const world = newWorld();
      const key = readIdempotencyKey('key-1', request);
      /** One request to a process that knows nothing of earlier ones. */
      const ask = (): Promise<OrderAccepted> =>
        new Promise((resolve, reject) => {
          const { store, publish } = reach(world, async (effect) => {
            await s.schedule(Promise.resolve());
            const fate = left.shift() ?? 'works';
            if (fate === 'fails') throw new Error('refused');
            effect();
            if (fate === 'answer lost') throw new Error('no answer');
            if (fate !== 'crash after') return;
            reject(new Error('connection reset'));
            // Nothing more is ever done by this process.
            await new Promise(() => {});
          });
          new OrderService(store, publish).place(request, key, context).then(resolve, reject);
        });
      const client = async (): Promise<OrderAccepted> => {
        for (;;) {
          const answer = await ask().catch(() => undefined);
          if (answer !== undefined) return answer;
        }
      };
      const answers = await s.waitFor(Promise.all(Array.from({ length: twins }, client)));
      const { events } = world;
      const [first] = answers;
      expect(new Set(answers.map(({ orderId, eventId }) => `${orderId} ${eventId}`)).size).toBe(1);
      // Published at least once; every copy is the very same event, so that workers take it once.
      expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(1);
      expect(events[0]).toMatchObject({ orderId: first?.orderId, eventId: first?.eventId });
    }),
    { numRuns: 300 },
  );
});
