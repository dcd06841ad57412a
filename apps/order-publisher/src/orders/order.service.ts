import type { OrderAccepted, OrderPlaced, OrderRequest, OrderStatus } from '@phaseline/contracts';
import { ProblemException } from '../http/problem-exception.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import type { OrderStore } from './order-store.ts';
import { viewOf } from './order-view.ts';
import { eventOf, newOrder, type StoredOrder } from './order.ts';
import { rememberLast } from './remember-last.ts';

/** Publishes an event; resolves only once SNS has acknowledged it. */
export type PublishOrder = (event: OrderPlaced, traceparent: string) => Promise<void>;

/** Seconds a client should wait before it tries again after a 503. */
const RETRY_AFTER = '2';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Orders that this process remembers to have published. */
const ORDERS_REMEMBERED = 10_000;

/** Takes orders and tells what became of them. */
export class OrderService {
  readonly #store: OrderStore;
  readonly #publish: PublishOrder;
  readonly #published = rememberLast(ORDERS_REMEMBERED);

  constructor(store: OrderStore, publish: PublishOrder) {
    this.#store = store;
    this.#publish = publish;
  }

  /** Accepts an order: when this resolves, SNS has its event. Throws 409 and 503 problems. */
  async place(
    request: OrderRequest,
    key: IdempotencyKey | undefined,
    context: Pick<RequestContext, 'traceparent' | 'fields'>,
  ): Promise<OrderAccepted> {
    const order = newOrder(request);
    const accepted =
      key === undefined
        ? await this.#placeNew(order, request.customer, context.traceparent)
        : await this.#placeOnce(order, request.customer, key, context.traceparent);
    context.fields['orderId'] = accepted.orderId;
    context.fields['eventId'] = accepted.eventId;
    return accepted;
  }

  /** What the workers have done with an order. Throws a 404 problem for an unknown one. */
  async status(orderId: string): Promise<OrderStatus> {
    // What cannot be an id of ours is not worth a read.
    const rows = UUID.test(orderId) ? await orUnavailable(this.#store.read(orderId)) : undefined;
    const view = rows && viewOf(orderId, rows);
    if (view === undefined) throw new ProblemException('order-not-found');
    return view;
  }

  /** The row first: an order must be readable as soon as it is accepted, before any worker has seen it. */
  async #placeNew(
    order: StoredOrder,
    customer: OrderPlaced['customer'],
    traceparent: string,
  ): Promise<OrderAccepted> {
    await orUnavailable(this.#store.save(order));
    try {
      await this.#publish(eventOf(order, customer), traceparent);
    } catch (cause) {
      // Nobody knows this id: left behind, the row would only wait for its expiry. So failing here is no matter.
      await this.#store.drop(order.orderId).catch(() => {});
      throw unavailable(cause);
    }
    return answer(order);
  }

  /**
   * Publishing twice is harmless (workers know events by id), publishing never is not: so a repeat publishes again, unless this process
   * knows that it need not. To note that in the table would cost every order a write, so that few repeats cost nothing.
   */
  async #placeOnce(
    fresh: StoredOrder,
    customer: OrderPlaced['customer'],
    key: IdempotencyKey,
    traceparent: string,
  ): Promise<OrderAccepted> {
    const known = await orUnavailable(this.#store.claim(key, fresh));
    if (known !== undefined && known.bodyHash !== key.bodyHash)
      throw new ProblemException('idempotency-conflict');
    if (known !== undefined && this.#published.has(known.orderId)) return answer(known);
    const order = known === undefined ? fresh : await this.#stored(known.orderId);
    await orUnavailable(this.#publish(eventOf(order, customer), traceparent));
    this.#published.add(order.orderId);
    return answer(order);
  }

  async #stored(orderId: string): Promise<StoredOrder> {
    const { order } = await orUnavailable(this.#store.read(orderId));
    // Both rows are written in one transaction and the order's lives longer.
    if (order === undefined)
      throw new Error(`Order ${orderId} has an idempotency row but no row of its own.`);
    return order;
  }
}

function answer({ orderId, eventId }: Pick<StoredOrder, 'orderId' | 'eventId'>): OrderAccepted {
  return { orderId, eventId, status: 'accepted', links: { self: `/orders/${orderId}` } };
}

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw unavailable(cause);
  }
}

function unavailable(cause: unknown): ProblemException {
  return new ProblemException('unavailable', { headers: { 'retry-after': RETRY_AFTER }, cause });
}
