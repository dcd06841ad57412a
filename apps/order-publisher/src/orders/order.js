import { CATALOGUE, ORDER_PLACED, totalOf } from '@phaseline/contracts';
import { uuidv7 } from './uuidv7.ts';
/** A new order for a request: fresh ids, now, the catalogue's prices. */
export function newOrder(request, now = new Date()) {
  const lines = request.items.map(priced);
  return {
    orderId: uuidv7(now.getTime()),
    eventId: uuidv7(now.getTime()),
    occurredAt: now.toISOString(),
    currency: request.currency,
    lines,
    total: totalOf(lines),
  };
}
function priced({ sku, quantity }) {
  const item = CATALOGUE.get(sku);
  // The request schema knows the catalogue, so this is a fault of ours, not of the client.
  if (item === undefined) throw new Error(`SKU ${sku} passed validation but is not in the catalogue.`);
  return { sku, name: item.name, quantity, unitPrice: item.unitPrice };
}
/** The event for an order. The same order and customer always give the same event. */
export function eventOf(order, customer) {
  return { type: ORDER_PLACED, version: 1, ...order, customer };
}
