// A batch worked on by hand: the same calls as our workers make, the same answer.
const { TABLE_NAME } = process.env;

/** @param work Takes one event, or all of them where `together` says so. */
const batchOf = (work, together) => async (event) => {
  const orders = event.Records.map(({ body }) => JSON.parse(body));
  if (together) {
    await work(orders);
    return { batchItemFailures: [] };
  }
  const results = await Promise.allSettled(orders.map(work));
  const failed = event.Records.filter((_, index) => results[index].status === 'rejected');
  for (const { reason } of results) if (reason) console.error(reason);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

const effect = ({ orderId, eventId }, component, outcome) => ({
  pk: { S: `ORDER#${orderId}` },
  sk: { S: `EFFECT#${component}` },
  eventId: { S: eventId },
  outcome: { S: outcome },
});
const put = (Item) => ({
  Put: { TableName: TABLE_NAME, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});
const log = ({ orderId, eventId }, outcome) =>
  console.log(JSON.stringify({ level: 'info', orderId, eventId, outcome }));

export const reserve = (transactWriteItems) =>
  batchOf(async (order) => {
    await transactWriteItems({
      TransactItems: [
        put(effect(order, 'inventory-service', 'reserved')),
        ...order.lines.map(({ sku, quantity }) => ({
          Update: {
            TableName: TABLE_NAME,
            Key: { pk: { S: `STOCK#${sku}` }, sk: { S: 'STOCK' } },
            UpdateExpression: 'SET available = available - :units',
            ConditionExpression: 'available >= :units',
            ExpressionAttributeValues: { ':units': { N: String(quantity) } },
          },
        })),
      ],
    });
    log(order, 'reserved');
  });

export const count = (transactWriteItems) =>
  batchOf(async (orders) => {
    const revenue = orders.reduce((sum, { total }) => sum + total, 0);
    await transactWriteItems({
      TransactItems: [
        ...orders.map((order) => put(effect(order, 'analytics-service', 'counted'))),
        {
          Update: {
            TableName: TABLE_NAME,
            Key: { pk: { S: 'DAY#2026-11-23' }, sk: { S: 'TOTAL' } },
            UpdateExpression: 'ADD orders :orders, revenue :revenue',
            ExpressionAttributeValues: {
              ':orders': { N: String(orders.length) },
              ':revenue': { N: String(revenue) },
            },
          },
        },
      ],
    });
    for (const order of orders) log(order, 'counted');
  }, true);

export const confirm = (updateItem, sendEmail) =>
  batchOf(async (order) => {
    const key = {
      TableName: TABLE_NAME,
      Key: { pk: { S: `ORDER#${order.orderId}` }, sk: { S: 'EFFECT#email-service' } },
    };
    await updateItem({
      ...key,
      UpdateExpression: 'SET leaseUntil = :until',
      ConditionExpression: 'attribute_not_exists(outcome)',
      ExpressionAttributeValues: { ':until': { N: String(Math.floor(Date.now() / 1000) + 25) } },
    });
    await sendEmail({
      FromEmailAddress: process.env.EMAIL_FROM,
      Destination: { ToAddresses: [order.customer.email] },
      Content: {
        Simple: {
          Subject: { Data: `Your order ${order.orderId}` },
          Body: { Text: { Data: order.lines.map(({ quantity, name }) => `${quantity} ${name}`).join('\n') } },
        },
      },
    });
    await updateItem({
      ...key,
      UpdateExpression: 'SET outcome = :sent REMOVE leaseUntil',
      ExpressionAttributeValues: { ':sent': { S: 'sent' } },
    });
    log(order, 'sent');
  });
