import type { SqsMessage, SqsMessageAttribute } from '@phaseline/aws-data-plane';
import { TRACEPARENT } from '../events/attributes.ts';
import type { SqsRecord } from './sqs-event.ts';

/** `Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=1`: X-Ray's own way to write a trace. */
const XRAY = /^Root=1-([0-9a-f]{8})-([0-9a-f]{24});Parent=([0-9a-f]{16})(?:;Sampled=([01]))?/;

/**
 * A record of Lambda's as the message that ReceiveMessage gives for it. A message without `traceparent` that X-Ray has
 * traced gets X-Ray's trace as its own, so that its log line can be found from there.
 */
export function recordMessage(record: SqsRecord): SqsMessage {
  const attributes: Record<string, SqsMessageAttribute> = {};
  for (const [name, { dataType, stringValue, binaryValue }] of Object.entries(
    record.messageAttributes ?? {},
  )) {
    attributes[name] = { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue };
  }
  const traced = xrayTraceparent(record.attributes?.['AWSTraceHeader']);
  if (traced !== undefined && !(TRACEPARENT in attributes)) {
    attributes[TRACEPARENT] = { DataType: 'String', StringValue: traced };
  }
  return {
    MessageId: record.messageId,
    ReceiptHandle: record.receiptHandle,
    Body: record.body,
    Attributes: record.attributes,
    MessageAttributes: attributes,
  };
}

function xrayTraceparent(header: string | undefined): string | undefined {
  const [, seconds, rest, parent, sampled] = XRAY.exec(header ?? '') ?? [];
  return parent === undefined ? undefined : `00-${seconds}${rest}-${parent}-0${sampled ?? '0'}`;
}
