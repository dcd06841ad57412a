import { WORKERS } from '@phaseline/contracts';
/**
 * What `GET /orders/:id` shows; undefined for an order nobody knows. An effect alone makes an order known too: its own
 * row may have expired or been dropped after a publish that failed only in appearance.
 */
export function viewOf(orderId, { order, effects }) {
  const eventId = order?.eventId ?? effects[0]?.eventId;
  if (eventId === undefined) return undefined;
  const done = WORKERS.filter((worker) => find(effects, worker) !== undefined).length;
  return {
    orderId,
    eventId,
    status: done === 0 ? 'accepted' : done < WORKERS.length ? 'processing' : 'completed',
    ...(order && {
      acceptedAt: order.occurredAt,
      currency: order.currency,
      total: order.total,
      lines: order.lines,
    }),
    effects: {
      'email-service': effectOf(find(effects, 'email-service')),
      'inventory-service': effectOf(find(effects, 'inventory-service')),
      'analytics-service': effectOf(find(effects, 'analytics-service')),
    },
  };
}
function find(effects, worker) {
  return effects.find((effect) => effect.component === worker);
}
function effectOf(row) {
  if (row === undefined) return { status: 'pending' };
  const { outcome, at, shortages } = row;
  return { status: 'done', outcome, at, ...(shortages && { shortages: [...shortages] }) };
}
