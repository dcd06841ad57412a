/** Sums events by the UTC day they occurred on and by SKU. An order counts once per SKU, however many lines it has of it. */
export function tally(events) {
  const tallies = new Map();
  for (const event of events) {
    const pk = `ANALYTICS#${event.occurredAt.slice(0, 10)}`;
    const units = event.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    add(tallies, pk, 'TOTAL', { orders: 1, units, revenue: event.total });
    const seen = new Set();
    for (const { sku, quantity, unitPrice } of event.lines) {
      const orders = seen.has(sku) ? 0 : 1;
      seen.add(sku);
      add(tallies, pk, `SKU#${sku}`, { orders, units: quantity, revenue: quantity * unitPrice });
    }
  }
  return tallies;
}
function add(tallies, pk, sk, more) {
  const partition = tallies.get(pk) ?? new Map();
  const sum = partition.get(sk) ?? { orders: 0, units: 0, revenue: 0 };
  sum.orders += more.orders;
  sum.units += more.units;
  sum.revenue += more.revenue;
  tallies.set(pk, partition.set(sk, sum));
}
/** How many rows the tallies touch. */
export function rowCount(tallies) {
  return [...tallies.values()].reduce((sum, partition) => sum + partition.size, 0);
}
