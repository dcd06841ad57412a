import { cancellationReasons } from '@phaseline/aws-data-plane';
import { unitsBySku, type OrderPlaced } from '@phaseline/contracts';
import { reservationOf } from './reservation.ts';
import { reserveStock, type Reservation, type ReservationTable } from './reserve-stock.ts';

/** DynamoDB takes this many actions a transaction. */
const MAX_ACTIONS = 100;

/** Whether events fit one transaction: an idempotency record each, and every SKU once. Two deliveries of one event do not. */
export function fitOneReservation(events: readonly OrderPlaced[]): boolean {
  const orders = new Set(events.map(({ orderId }) => orderId));
  return orders.size === events.length && events.length + totalUnits(events).size <= MAX_ACTIONS;
}

/**
 * {@link reserveStock} for several events that fit one transaction: each SKU is taken once, by their sum. An event that is known
 * already, or orders what is short, is looked at alone; the others are tried together again. Rejects as `reserveStock` does: what was
 * reserved by then is known when it is tried once more.
 */
export async function reserveTogether(
  dynamodb: ReservationTable,
  table: string,
  events: readonly OrderPlaced[],
): Promise<Reservation[]> {
  const outcomes = new Map<OrderPlaced, Reservation>();
  let open = events;
  while (open.length > 1) {
    const special = await tryTogether(dynamodb, table, open);
    if (special.size === 0) return events.map((event) => outcomes.get(event) ?? 'reserved');
    // One after the other: transactions over the same rows would only cancel each other.
    for (const event of special) outcomes.set(event, await reserveStock(dynamodb, table, event));
    open = open.filter((event) => !special.has(event));
  }
  for (const event of open) outcomes.set(event, await reserveStock(dynamodb, table, event));
  return events.map((event) => outcomes.get(event) as Reservation);
}

/** The events that kept the transaction from being done; none when it is done. */
async function tryTogether(
  dynamodb: ReservationTable,
  table: string,
  events: readonly OrderPlaced[],
): Promise<ReadonlySet<OrderPlaced>> {
  const units = [...totalUnits(events)];
  try {
    await dynamodb.transactWriteItems({ TransactItems: reservationOf(table, events, units) });
    return new Set();
  } catch (error) {
    const failed = cancellationReasons(error).map(({ Code }) => Code === 'ConditionalCheckFailed');
    const short = new Set(units.filter((_, index) => failed[events.length + index]).map(([sku]) => sku));
    const special = events.filter(
      ({ lines }, index) => failed[index] || lines.some(({ sku }) => short.has(sku)),
    );
    // Cancelled by others at the same rows: alone each waits and tries again.
    return new Set(special.length === 0 ? events : special);
  }
}

function totalUnits(events: readonly OrderPlaced[]): Map<string, number> {
  return unitsBySku(events.flatMap(({ lines }) => lines));
}
