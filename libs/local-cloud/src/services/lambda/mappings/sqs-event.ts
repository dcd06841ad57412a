import type { Message } from '@aws-sdk/client-sqs';

/** The records of an event, as a function gets messages: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsRecord(
  message: Message,
  eventSourceARN: string,
  awsRegion: string,
): Record<string, unknown> {
  const { MessageId, ReceiptHandle, Body, Attributes = {}, MessageAttributes = {}, MD5OfBody } = message;
  const attributes = Object.entries(MessageAttributes).map(([name, value]) => {
    const { DataType, StringValue, BinaryValue } = value;
    const shown = {
      ...(StringValue === undefined ? {} : { stringValue: StringValue }),
      ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    };
    return [name, shown] as const;
  });
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(attributes),
    ...(message.MD5OfMessageAttributes === undefined
      ? {}
      : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}

/** Bytes: a batch is one synchronous invocation. */
const PAYLOAD_LIMIT = 6_291_456;

/** Splits messages so that each event stays below the size of an invocation. */
export function splitBySize<T>(records: readonly T[], limit = PAYLOAD_LIMIT): T[][] {
  const batches: T[][] = [];
  let room = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (size > room) {
      batches.push([]);
      room = limit - '{"Records":[]}'.length;
    }
    batches.at(-1)?.push(record);
    room -= size;
  }
  return batches;
}
