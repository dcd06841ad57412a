import type { OrderPlaced } from '@phaseline/contracts';

/** What orders add to one counter row. */
export interface Tally {
  orders: number;
  units: number;
  /** Cents. */
  revenue: number;
}

/** The counter rows that events add to, by partition (`ANALYTICS#2026-11-23`) and sort key (`TOTAL`, `SKU#<sku>`). */
export type Tallies = Map<string, Map<string, Tally>>;

/** Sums events by the UTC day they occurred on and by SKU. An order counts once per SKU, however many lines it has of it. */
export function tally(events: readonly OrderPlaced[]): Tallies {
  const tallies: Tallies = new Map();
  for (const event of events) {
    const pk = `ANALYTICS#${event.occurredAt.slice(0, 10)}`;
    const units = event.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    add(tallies, pk, 'TOTAL', { orders: 1, units, revenue: event.total });
    const seen = new Set<string>();
    for (const { sku, quantity, unitPrice } of event.lines) {
      const orders = seen.has(sku) ? 0 : 1;
      seen.add(sku);
      add(tallies, pk, `SKU#${sku}`, { orders, units: quantity, revenue: quantity * unitPrice });
    }
  }
  return tallies;
}

function add(tallies: Tallies, pk: string, sk: string, more: Tally): void {
  const partition = tallies.get(pk) ?? new Map<string, Tally>();
  const sum = partition.get(sk) ?? { orders: 0, units: 0, revenue: 0 };
  sum.orders += more.orders;
  sum.units += more.units;
  sum.revenue += more.revenue;
  tallies.set(pk, partition.set(sk, sum));
}

/** How many rows the tallies touch. */
export function rowCount(tallies: Tallies): number {
  return [...tallies.values()].reduce((sum, partition) => sum + partition.size, 0);
}
