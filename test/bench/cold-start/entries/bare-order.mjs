const { TABLE_NAME, ORDER_EVENTS_TOPIC_ARN } = process.env;

export const acceptOrder = (newId, putItem, publish) => async (event) => {
  const { customer, items } = JSON.parse(event.body);
  const refused = typeof customer?.email !== 'string' || !Array.isArray(items) || items.length === 0;
  if (refused) return { statusCode: 400, body: '{"title":"Not an order"}' };
  const orderId = newId();
  const eventId = newId();
  const occurredAt = new Date().toISOString();
  const placed = { type: 'order.placed', version: 1, eventId, orderId, occurredAt, customer, lines: items };
  await putItem({
    TableName: TABLE_NAME,
    Item: {
      pk: { S: `ORDER#${orderId}` },
      sk: { S: 'ORDER' },
      eventId: { S: eventId },
      at: { S: occurredAt },
      lines: { S: JSON.stringify(items) },
    },
  });
  const attributes = { eventType: placed.type, eventId };
  await publish({
    TopicArn: ORDER_EVENTS_TOPIC_ARN,
    Message: JSON.stringify(placed),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  });
  console.log(JSON.stringify({ level: 'info', orderId, eventId, msg: 'request' }));
  return {
    statusCode: 202,
    headers: { 'content-type': 'application/json', location: `/orders/${orderId}` },
    body: JSON.stringify({ orderId, eventId, status: 'accepted' }),
  };
};
