import {
  AwsServiceError,
  cancellationReasons,
  isPassingCancellation,
  type CancellationReason,
  type DataPlane,
} from '@phaseline/aws-data-plane';
import { effectRow, unitsBySku, type OrderPlaced, type Shortage } from '@phaseline/contracts';
import { effectOf, reservationOf } from './reservation.ts';

/** What became of one event. `known` when an earlier delivery had its effect already. */
export type Reservation = 'reserved' | 'out-of-stock' | 'known';

/** The calls this needs of DynamoDB. */
export type ReservationTable = Pick<DataPlane['dynamodb'], 'transactWriteItems' | 'putItem'>;

/** Tries for one delivery; after that the queue brings the message again. */
const ATTEMPTS = 10;

/**
 * Takes an order's units out of stock, all or none, once per order however often its event is delivered: one
 * transaction holds the idempotency record and the conditional updates. Too little stock is an outcome, recorded with
 * the SKUs that lack. Rejects where DynamoDB fails or a SKU has no stock row: then nothing has happened.
 */
export async function reserveStock(
  dynamodb: ReservationTable,
  table: string,
  event: OrderPlaced,
  pause: (ms: number) => Promise<void> = sleep,
): Promise<Reservation> {
  const units = [...unitsBySku(event.lines)];
  for (let attempt = 1; ; attempt++) {
    try {
      await dynamodb.transactWriteItems({ TransactItems: reservationOf(table, [event], units) });
      return 'reserved';
    } catch (error) {
      const reasons = cancellationReasons(error);
      const [recorded, ...updates] = reasons;
      if (recorded?.Code === 'ConditionalCheckFailed') return 'known';
      const shortages = shortagesOf(units, updates);
      if (shortages.length > 0) return recordShortage(dynamodb, table, event, shortages);
      if (attempt === ATTEMPTS || !isPassingCancellation(reasons)) throw error;
      // Full jitter: orders of the same SKUs must not meet again and again.
      await pause(Math.random() * Math.min(1000, 20 * 2 ** attempt));
    }
  }
}

/**
 * What lacks, by the reasons of the `updates` that were to take `units`, in their order.
 *
 * @throws {Error} for a SKU that has no stock row
 */
export function shortagesOf(
  units: readonly (readonly [string, number])[],
  updates: readonly (CancellationReason | undefined)[],
): Shortage[] {
  return units.flatMap(([sku, requested], index) => {
    const reason = updates[index];
    if (reason?.Code !== 'ConditionalCheckFailed') return [];
    const available = reason.Item?.['available']?.N;
    // Not sold out but never stocked: a fault to repair, not an answer for a customer.
    if (available === undefined) {
      throw new Error(
        `SKU ${sku} has no stock row. Seed the stock (node scripts/seed-stock.ts); the event stays queued.`,
      );
    }
    return [{ sku, requested, available: Number(available) }];
  });
}

/** Records that an event's order is out of stock, unless it is decided already. */
export async function recordShortage(
  dynamodb: ReservationTable,
  table: string,
  event: OrderPlaced,
  shortages: readonly Shortage[],
): Promise<Reservation> {
  try {
    const Item = effectRow({ ...effectOf(event, 'out-of-stock'), shortages });
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await dynamodb.putItem({ TableName: table, Item, ...condition }, { idempotent: true });
    return 'out-of-stock';
  } catch (error) {
    // A twin of this delivery was faster, and what it decided stands.
    if (error instanceof AwsServiceError && error.code === 'ConditionalCheckFailedException') return 'known';
    throw error;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
