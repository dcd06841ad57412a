import { CATALOGUE, type OrderRequestInput, SCARCE_SKU } from '@phaseline/contracts';
import { createRandom, type Random } from './random.ts';

/** What a request is there to show. */
export type RequestKind = 'normal' | 'repeated' | 'conflicting' | 'out-of-stock' | 'invalid';

/** One request to send to `POST /orders`, and what the API must make of it. */
export interface PlannedRequest {
  readonly kind: RequestKind;
  readonly idempotencyKey: string;
  /** The request's body; text, since some of it is no JSON. */
  readonly body: string;
  readonly contentType: string;
  readonly expectedStatus: readonly number[];
  /** Sent only after the request at this index was answered: repeats need their original. */
  readonly after: number | undefined;
}

/** An order that was placed earlier, for a request that repeats its key. */
export interface Original {
  readonly request: Pick<PlannedRequest, 'idempotencyKey' | 'body'>;
  /** Its index in the plan. */
  readonly index: number;
}

/**
 * Plans a mix of orders: of every 20 requests, 14 normal, 2 that repeat an earlier key and body, 1 that repeats a key with another
 * body, 1 that asks for more of the scarce article than there is, 2 that are invalid. The same seed gives the same plan.
 *
 * @param count number of requests, at least 1.
 * @param run part of every idempotency key, so that two runs do not meet.
 */
export function planOrders(count: number, seed: number, run: string): PlannedRequest[] {
  const random = createRandom(seed);
  const plan: PlannedRequest[] = [];
  const originals: Original[] = [];
  for (let index = 0; index < count; index += 1) {
    const original = originals[random.integer(0, originals.length - 1)];
    const request = planRequest(index, random, run, original);
    if (request.kind === 'normal') originals.push({ request, index });
    plan.push(request);
  }
  return plan;
}

/**
 * The request at `index` of the mix.
 *
 * @param original an earlier order that it may repeat; without one it is an order of its own.
 * @param every how many requests have the six in them that are no ordinary order
 */
export function planRequest(
  index: number,
  random: Random,
  run: string,
  original: Original | undefined,
  every = 20,
): PlannedRequest {
  const idempotencyKey = `orders-${run}-${index}`;
  const slot = index % every;
  if (slot === 5 || slot === 15) return invalidRequest(index, idempotencyKey, random);
  if (slot === 9) return accepted('out-of-stock', idempotencyKey, scarceOrder(index));
  if ((slot === 7 || slot === 17) && original !== undefined) {
    const { idempotencyKey: key, body } = original.request;
    return { ...accepted('repeated', key, body), after: original.index };
  }
  if (slot === 12 && original !== undefined) {
    return {
      ...accepted('conflicting', original.request.idempotencyKey, normalOrder(index, random)),
      expectedStatus: [409],
      after: original.index,
    };
  }
  return accepted('normal', idempotencyKey, normalOrder(index, random));
}

function accepted(kind: RequestKind, idempotencyKey: string, body: string): PlannedRequest {
  return {
    kind,
    idempotencyKey,
    body,
    contentType: 'application/json',
    expectedStatus: [202],
    after: undefined,
  };
}

const plentiful = [...CATALOGUE.values()].filter((item) => item.sku !== SCARCE_SKU);

function normalOrder(index: number, random: Random): string {
  const items = Array.from({ length: random.integer(1, 4) }, () => ({
    sku: (plentiful[random.integer(0, plentiful.length - 1)] as (typeof plentiful)[number]).sku,
    quantity: random.integer(1, 5),
  }));
  return order(index, items);
}

function scarceOrder(index: number): string {
  const stock = CATALOGUE.get(SCARCE_SKU)?.initialStock ?? 0;
  return order(index, [{ sku: SCARCE_SKU, quantity: stock + 1 }]);
}

function order(index: number, items: OrderRequestInput['items']): string {
  return JSON.stringify({
    customer: { email: `customer-${index}@example.com` },
    items,
  } satisfies OrderRequestInput);
}

function invalidRequest(index: number, idempotencyKey: string, random: Random): PlannedRequest {
  const good = JSON.parse(normalOrder(index, random)) as { items: { quantity: unknown }[] };
  const [item] = good.items as [{ quantity: unknown }];
  const variants: readonly Partial<PlannedRequest>[] = [
    { body: JSON.stringify({ ...good, items: [] }), expectedStatus: [400, 422] },
    { body: JSON.stringify({ ...good, discount: '100%' }), expectedStatus: [400, 422] },
    { body: JSON.stringify({ ...good, items: [{ ...item, quantity: -1 }] }), expectedStatus: [400, 422] },
    {
      body: JSON.stringify({ ...good, items: [{ sku: 'NO-SUCH-ARTICLE', quantity: 1 }] }),
      expectedStatus: [422],
    },
    { body: '{"customer":', expectedStatus: [400] },
    { contentType: 'text/plain', expectedStatus: [415] },
  ];
  return {
    ...accepted('invalid', idempotencyKey, JSON.stringify(good)),
    ...variants[random.integer(0, variants.length - 1)],
  };
}
