import type { Outcome, Shortage, Worker } from './order-status.ts';

/** How long an order and its effects stay in the table, in seconds: longer than any message of it can live. */
export const ORDER_TTL_S = 90 * 24 * 3600;

/** The DynamoDB attribute values that rows of the order table use. */
export interface RowValue {
  S?: string;
  N?: string;
  BOOL?: boolean;
}

/** A row of the order table, in DynamoDB's own shape. */
export type Row = Record<string, RowValue>;

/** What a worker did with an order: its idempotency record, and what `GET /orders/:id` shows. */
export interface Effect {
  readonly orderId: string;
  readonly eventId: string;
  readonly component: Worker;
  readonly outcome: Outcome;
  /** ISO 8601. */
  readonly at: string;
  /** What was missing, where the outcome is `out-of-stock`. */
  readonly shortages?: readonly Shortage[];
}

/** The key `ORDER#<id>` / `EFFECT#<component>`. */
export function effectKey(orderId: string, component: Worker): Row {
  return { pk: { S: `ORDER#${orderId}` }, sk: { S: `EFFECT#${component}` } };
}

/** An effect as its row. */
export function effectRow(effect: Effect): Row {
  return {
    ...effectKey(effect.orderId, effect.component),
    eventId: { S: effect.eventId },
    outcome: { S: effect.outcome },
    at: { S: effect.at },
    ...(effect.shortages && { shortages: { S: JSON.stringify(effect.shortages) } }),
    expiresAt: { N: String(expiryOf(effect.at)) },
  };
}

/** Reads an effect from a row of the table; undefined for any other row, and for an effect that is not done yet. */
export function readEffectRow(row: Row): Effect | undefined {
  const [, orderId] = /^ORDER#(.+)$/.exec(row['pk']?.S ?? '') ?? [];
  const [, component] = /^EFFECT#(.+)$/.exec(row['sk']?.S ?? '') ?? [];
  const outcome = row['outcome']?.S;
  const shortages = row['shortages']?.S;
  if (orderId === undefined || component === undefined || outcome === undefined) return undefined;
  return {
    orderId,
    eventId: row['eventId']?.S ?? '',
    component: component as Worker,
    outcome: outcome as Outcome,
    at: row['at']?.S ?? '',
    ...(shortages !== undefined && { shortages: JSON.parse(shortages) as Shortage[] }),
  };
}

/** When the rows of an order of the time `at` (ISO 8601) may go, in epoch seconds as DynamoDB's TTL wants it. */
export function expiryOf(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + ORDER_TTL_S;
}
