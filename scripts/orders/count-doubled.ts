import type { Worker } from '@phaseline/contracts';
import type { Ledger } from './ledger.ts';

/** An accepted order and what its workers say they did. */
export interface JudgedOrder {
  readonly orderId: string;
  /** Units by SKU. */
  readonly units: ReadonlyMap<string, number>;
  /** Of the workers that are done with it. */
  readonly outcomes: Partial<Record<Worker, { readonly outcome?: string | undefined }>>;
}

/**
 * Compares what the workers say they did with what the ledger shows. A difference is noted in `problems`; what there is too much of is
 * counted.
 */
export function countDoubled(
  orders: readonly JudgedOrder[],
  before: Ledger,
  after: Ledger,
  problems: string[],
): number {
  const counted = orders.filter(({ outcomes }) => outcomes['analytics-service']).length;
  const expected = new Map<string, number>();
  for (const { units, outcomes } of orders) {
    if (outcomes['inventory-service']?.outcome !== 'reserved') continue;
    for (const [sku, count] of units) expected.set(sku, (expected.get(sku) ?? 0) + count);
  }
  let doubled = excess(
    'analytics-service counted orders',
    after.ordersCounted - before.ordersCounted,
    counted,
    problems,
  );
  for (const [sku, stock] of Object.entries(after.stock)) {
    const taken = (before.stock[sku] ?? 0) - stock;
    doubled += excess(`inventory-service took units of ${sku}`, taken, expected.get(sku) ?? 0, problems);
  }
  for (const { orderId } of after.emails === undefined ? [] : orders) {
    const emails = (after.emails?.get(orderId) ?? 0) - (before.emails?.get(orderId) ?? 0);
    doubled += excess(`email-service sent emails for order ${orderId}`, emails, 1, problems);
  }
  return doubled;
}

function excess(what: string, found: number, expected: number, problems: string[]): number {
  if (found !== expected) problems.push(`${what}: ${found}; the orders add up to ${expected}`);
  return Math.max(0, found - expected);
}
