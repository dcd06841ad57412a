import { expiryOf } from '@phaseline/contracts';
/** The row `ORDER#<id>` / `ORDER`. */
export function orderRow(order) {
  return {
    pk: { S: `ORDER#${order.orderId}` },
    sk: { S: 'ORDER' },
    orderId: { S: order.orderId },
    eventId: { S: order.eventId },
    occurredAt: { S: order.occurredAt },
    currency: { S: order.currency },
    total: { N: String(order.total) },
    // Only ever read as a whole: one string is smaller and cheaper than a list of maps.
    lines: { S: JSON.stringify(order.lines) },
    expiresAt: { N: String(expiryOf(order.occurredAt)) },
  };
}
/** Reads what {@link orderRow} wrote. */
export function orderOf(row) {
  return {
    orderId: text(row, 'orderId'),
    eventId: text(row, 'eventId'),
    occurredAt: text(row, 'occurredAt'),
    currency: text(row, 'currency'),
    total: Number(row['total']?.N),
    lines: JSON.parse(text(row, 'lines')),
  };
}
function text(row, name) {
  const value = row[name]?.S;
  if (value === undefined) {
    throw new Error(`Row ${row['pk']?.S ?? '?'} / ${row['sk']?.S ?? '?'} has no string attribute ${name}.`);
  }
  return value;
}
