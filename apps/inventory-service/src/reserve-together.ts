import { cancellationReasons } from '@phaseline/aws-data-plane';
import { unitsBySku, type OrderPlaced } from '@phaseline/contracts';
import { reservationOf } from './reservation.ts';
import {
  recordShortage,
  reserveStock,
  shortagesOf,
  type Reservation,
  type ReservationTable,
} from './reserve-stock.ts';

/** DynamoDB takes this many actions a transaction. */
const MAX_ACTIONS = 100;

/** Whether events fit one transaction: an idempotency record each, and every SKU once. Two deliveries of one event do not. */
export function fitOneReservation(events: readonly OrderPlaced[]): boolean {
  const orders = new Set(events.map(({ orderId }) => orderId));
  return orders.size === events.length && events.length + totalUnits(events).size <= MAX_ACTIONS;
}

/**
 * {@link reserveStock} for several events that fit one transaction: each SKU is taken once, by their sum. An event that is known
 * already is done; one that orders more than there is, is out of stock; one that shares what is short with others is looked at alone. The others
 * are tried together again. Rejects as `reserveStock` does: what was
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
    for (const [event, settle] of special) outcomes.set(event, await settle());
    open = open.filter((event) => !special.has(event));
  }
  for (const event of open) outcomes.set(event, await reserveStock(dynamodb, table, event));
  return events.map((event) => outcomes.get(event) as Reservation);
}

/** The events that kept the transaction from being done, each with what settles it; none when it is done. */
async function tryTogether(
  dynamodb: ReservationTable,
  table: string,
  events: readonly OrderPlaced[],
): Promise<ReadonlyMap<OrderPlaced, () => Promise<Reservation>>> {
  const units = [...totalUnits(events)];
  try {
    await dynamodb.transactWriteItems({ TransactItems: reservationOf(table, events, units) });
    return new Map();
  } catch (error) {
    const reasons = cancellationReasons(error);
    const failed = reasons.map(({ Code }) => Code === 'ConditionalCheckFailed');
    const stock = new Map(units.map(([sku], index) => [sku, reasons[events.length + index]]));
    const special = new Map<OrderPlaced, () => Promise<Reservation>>();
    for (const [index, event] of events.entries()) {
      const own = [...unitsBySku(event.lines)];
      const ownStock = own.map(([sku]) => stock.get(sku));
      const alone = () => reserveStock(dynamodb, table, event);
      if (failed[index]) special.set(event, () => Promise.resolve('known'));
      else if (ownStock.some((reason) => reason?.Code === 'ConditionalCheckFailed')) {
        const shortages = shortagesOf(own, ownStock).filter(
          ({ requested, available }) => available < requested,
        );
        // What is there would do for this one: which of them gets it shows when each is tried alone.
        special.set(
          event,
          shortages.length === 0 ? alone : () => recordShortage(dynamodb, table, event, shortages),
        );
      }
    }
    // Cancelled by others at the same rows: alone each waits and tries again.
    return special.size > 0
      ? special
      : new Map(events.map((event) => [event, () => reserveStock(dynamodb, table, event)]));
  }
}

function totalUnits(events: readonly OrderPlaced[]): Map<string, number> {
  return unitsBySku(events.flatMap(({ lines }) => lines));
}
