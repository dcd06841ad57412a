import { ProblemException } from '../http/problem-exception.ts';
import { viewOf } from './order-view.ts';
import { eventOf, newOrder } from './order.ts';
/** Seconds a client should wait before it tries again after a 503. */
const RETRY_AFTER = '2';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Takes orders and tells what became of them. */
export class OrderService {
  #store;
  #publish;
  constructor(store, publish) {
    this.#store = store;
    this.#publish = publish;
  }
  /** Accepts an order: when this resolves, SNS has its event. Throws 409 and 503 problems. */
  async place(request, key, context) {
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
  async status(orderId) {
    // What cannot be an id of ours is not worth a read.
    const rows = UUID.test(orderId) ? await orUnavailable(this.#store.read(orderId)) : undefined;
    const view = rows && viewOf(orderId, rows);
    if (view === undefined) throw new ProblemException('order-not-found');
    return view;
  }
  /** The row first: an order must be readable as soon as it is accepted, before any worker has seen it. */
  async #placeNew(order, customer, traceparent) {
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
  /** Publishing twice is harmless (workers know events by id), publishing never is not: so an unconfirmed key publishes again. */
  async #placeOnce(fresh, customer, key, traceparent) {
    const known = await orUnavailable(this.#store.claim(key, fresh));
    if (known !== undefined && known.bodyHash !== key.bodyHash)
      throw new ProblemException('idempotency-conflict');
    if (known?.published === true) return answer(known);
    const order = known === undefined ? fresh : await this.#stored(known.orderId);
    await orUnavailable(this.#publish(eventOf(order, customer), traceparent));
    // Unconfirmed it would only be published once more on a repeat.
    await this.#store.confirm(key).catch(() => {});
    return answer(order);
  }
  async #stored(orderId) {
    const { order } = await orUnavailable(this.#store.read(orderId));
    // Both rows are written in one transaction and the order's lives longer.
    if (order === undefined)
      throw new Error(`Order ${orderId} has an idempotency row but no row of its own.`);
    return order;
  }
}
function answer({ orderId, eventId }) {
  return { orderId, eventId, status: 'accepted', links: { self: `/orders/${orderId}` } };
}
async function orUnavailable(work) {
  try {
    return await work;
  } catch (cause) {
    throw unavailable(cause);
  }
}
function unavailable(cause) {
  return new ProblemException('unavailable', { headers: { 'retry-after': RETRY_AFTER }, cause });
}
