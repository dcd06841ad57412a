import { type Original, planRequest, type PlannedRequest } from '../order-mix.ts';
import { createRandom } from '../random.ts';

/** An endless mix of orders; those that repeat a key repeat one that was accepted lately. */
export interface OrderSource {
  next(): PlannedRequest;
  /** An order was accepted: from now on it may be repeated. */
  accepted(request: PlannedRequest): void;
}

/** Repeats reach this many accepted orders back, so that a run of any length takes the same memory. */
const remembered = 500;

/** A stream is there to keep a system busy with orders: of so many requests, six are no ordinary one. */
const every = 100;

/**
 * The mix of `planOrders` without an end, with more ordinary orders in it: of every 100 requests 95 are orders that are accepted, one of
 * them out of stock; two repeat an earlier one, one repeats its key with another body, and two are invalid.
 *
 * @param run part of every idempotency key, so that two runs do not meet.
 */
export function createOrderSource(seed: number, run: string): OrderSource {
  const random = createRandom(seed);
  const originals: Original[] = [];
  let index = 0;
  let oldest = 0;
  return {
    next() {
      const original = originals[random.integer(0, originals.length - 1)];
      const request = planRequest(index, random, run, original, every);
      index += 1;
      return request;
    },
    accepted(request) {
      if (request.kind !== 'normal') return;
      const original = { request, index: -1 };
      if (originals.length < remembered) originals.push(original);
      else originals[oldest++ % remembered] = original;
    },
  };
}
