import { effectRow, type Effect, type OrderPlaced } from '@phaseline/contracts';
import { stockKey } from './stock.ts';

/** The actions of one transaction: a record per event, which there must not be yet, then `units` out of stock by SKU, where there are so many. */
export function reservationOf(
  table: string,
  events: readonly OrderPlaced[],
  units: readonly (readonly [sku: string, quantity: number])[],
) {
  return [
    ...events.map((event) => ({
      Put: {
        TableName: table,
        Item: effectRow(effectOf(event, 'reserved')),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    })),
    ...units.map(([sku, quantity]) => ({
      Update: {
        TableName: table,
        Key: stockKey(sku),
        UpdateExpression: 'SET #available = #available - :units',
        ConditionExpression: '#available >= :units',
        ExpressionAttributeNames: { '#available': 'available' },
        ExpressionAttributeValues: { ':units': { N: String(quantity) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      },
    })),
  ];
}

/** What is recorded of an event. */
export function effectOf(event: OrderPlaced, outcome: 'reserved' | 'out-of-stock'): Effect {
  const { orderId, eventId } = event;
  return { orderId, eventId, component: 'inventory-service', outcome, at: new Date().toISOString() };
}
