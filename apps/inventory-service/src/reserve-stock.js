import { AwsServiceError } from '@phaseline/aws-data-plane';
import { effectRow, unitsBySku } from '@phaseline/contracts';
import { cancellationReasons, isConflict } from './cancellation.ts';
import { stockKey } from './stock.ts';
/** Tries for one delivery; after that the queue brings the message again. */
const ATTEMPTS = 10;
/**
 * Takes an order's units out of stock, all or none, once per order however often its event is delivered: one
 * transaction holds the idempotency record and the conditional updates. Too little stock is an outcome, recorded with
 * the SKUs that lack. Rejects where DynamoDB fails or a SKU has no stock row: then nothing has happened.
 */
export async function reserveStock(dynamodb, table, event, pause = sleep) {
  const units = [...unitsBySku(event.lines)];
  for (let attempt = 1; ; attempt++) {
    try {
      await dynamodb.transactWriteItems({ TransactItems: reservation(table, event, units) });
      return 'reserved';
    } catch (error) {
      const [recorded, ...updates] = cancellationReasons(error);
      if (recorded?.Code === 'ConditionalCheckFailed') return 'known';
      const shortages = shortagesOf(units, updates);
      if (shortages.length > 0) return recordShortage(dynamodb, table, event, shortages);
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      // Full jitter: orders of the same SKUs must not meet again and again.
      await pause(Math.random() * Math.min(1000, 20 * 2 ** attempt));
    }
  }
}
function reservation(table, event, units) {
  return [
    {
      Put: {
        TableName: table,
        Item: effectRow(effectOf(event, 'reserved')),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...units.map(([sku, quantity]) => ({
      Update: {
        TableName: table,
        Key: stockKey(sku),
        UpdateExpression: 'SET #available = #available - :units',
        ConditionExpression: '#available >= :units',
        ExpressionAttributeNames: { '#available': 'available' },
        ExpressionAttributeValues: { ':units': { N: String(quantity) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    })),
  ];
}
function shortagesOf(units, updates) {
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
async function recordShortage(dynamodb, table, event, shortages) {
  try {
    await dynamodb.putItem({
      TableName: table,
      Item: effectRow({ ...effectOf(event, 'out-of-stock'), shortages }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return 'out-of-stock';
  } catch (error) {
    // A twin of this delivery was faster, and what it decided stands.
    if (error instanceof AwsServiceError && error.code === 'ConditionalCheckFailedException') return 'known';
    throw error;
  }
}
function effectOf(event, outcome) {
  const { orderId, eventId } = event;
  return { orderId, eventId, component: 'inventory-service', outcome, at: new Date().toISOString() };
}
function sleep(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
