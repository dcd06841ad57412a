import { effectRow } from '@phaseline/contracts';
import { cancellationReasons, isConflict } from './cancellation.ts';
import { rowCount, tally } from './tally.ts';
/** DynamoDB takes this many actions a transaction. */
const MAX_ACTIONS = 100;
/** Tries for one group; after that the queue brings its messages again. */
const ATTEMPTS = 10;
/** Whether events fit one transaction: an idempotency record each, and the counters they add to. */
export function fitOneTransaction(events) {
  return events.length + rowCount(tally(events)) <= MAX_ACTIONS;
}
/**
 * Adds events to the counters of their days, each once however often it is delivered: one transaction holds an
 * idempotency record per event and all counters. Rejects where DynamoDB fails: then nothing is counted.
 */
export async function countOrders(dynamodb, table, events, pause = sleep) {
  // Two deliveries of one event may meet in one group; a transaction takes each row once.
  let open = [...new Map(events.map((event) => [event.orderId, event])).values()];
  for (let attempt = 1; open.length > 0; attempt++) {
    try {
      await dynamodb.transactWriteItems({
        TransactItems: [...records(table, open), ...counters(table, open)],
      });
      return;
    } catch (error) {
      const reasons = cancellationReasons(error);
      const known = open.filter((_, index) => reasons[index]?.Code === 'ConditionalCheckFailed');
      if (known.length > 0) {
        open = open.filter((event) => !known.includes(event));
        continue;
      }
      if (attempt >= ATTEMPTS || !isConflict(error)) throw error;
      // Full jitter: tasks that count the same day must not meet again and again.
      await pause(Math.random() * Math.min(1000, 20 * 2 ** attempt));
    }
  }
}
function records(table, events) {
  const at = new Date().toISOString();
  return events.map(({ orderId, eventId }) => ({
    Put: {
      TableName: table,
      Item: effectRow({ orderId, eventId, component: 'analytics-service', outcome: 'counted', at }),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  }));
}
function counters(table, events) {
  return [...tally(events)].flatMap(([pk, partition]) =>
    [...partition].map(([sk, { orders, units, revenue }]) => ({
      Update: {
        TableName: table,
        Key: { pk: { S: pk }, sk: { S: sk } },
        // ADD starts a missing counter at 0.
        UpdateExpression: 'ADD #orders :orders, #units :units, #revenue :revenue',
        ExpressionAttributeNames: { '#orders': 'orders', '#units': 'units', '#revenue': 'revenue' },
        ExpressionAttributeValues: {
          ':orders': { N: String(orders) },
          ':units': { N: String(units) },
          ':revenue': { N: String(revenue) },
        },
      },
    })),
  );
}
function sleep(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
