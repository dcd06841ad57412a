import { randomUUID } from 'node:crypto';
import { sampleOrderPlaced, sampleOrderRequest } from '@phaseline/contracts';

/** An order as an HTTP API hands it to a function, payload format 2.0. */
export function orderEvent(): object {
  const headers = {
    'content-type': 'application/json',
    host: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
    'user-agent': 'bench',
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/orders',
    rawQueryString: '',
    headers,
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdef1234',
      domainName: headers.host,
      domainPrefix: 'abcdef1234',
      http: {
        method: 'POST',
        path: '/orders',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'bench',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: '23/Nov/2026:00:10:00 +0000',
      timeEpoch: Date.parse(sampleOrderPlaced.occurredAt),
    },
    body: JSON.stringify(sampleOrderRequest),
    isBase64Encoded: false,
  };
}

/** Ten placed orders, each new, as an event source mapping hands them to a function. */
export function batchEvent(): object {
  const Records = Array.from({ length: 10 }, () => {
    const order = { ...sampleOrderPlaced, eventId: randomUUID(), orderId: randomUUID() };
    const attribute = (stringValue: string): object => ({
      stringValue,
      stringListValues: [],
      binaryListValues: [],
      dataType: 'String',
    });
    return {
      messageId: randomUUID(),
      receiptHandle: randomUUID(),
      body: JSON.stringify(order),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.parse(order.occurredAt)),
        SenderId: 'AIDACKCEVSQ6C2EXAMPLE',
        ApproximateFirstReceiveTimestamp: String(Date.parse(order.occurredAt)),
      },
      messageAttributes: { eventType: attribute(order.type), eventId: attribute(order.eventId) },
      md5OfBody: '0123456789abcdef0123456789abcdef',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
      awsRegion: 'us-east-1',
    };
  });
  return { Records };
}
