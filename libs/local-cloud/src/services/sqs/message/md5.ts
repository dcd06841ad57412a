import { hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** MD5 of a message body, in hex. */
export function md5OfBody(body: string): string {
  return hash('md5', body, 'hex');
}

const STRING_TYPE = 1;
const BINARY_TYPE = 2;

/**
 * MD5 over message attributes as SDKs check it; undefined when there are none.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(
  attributes: Readonly<Record<string, MessageAttributeValue>> | undefined,
): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (attributes === undefined || names.length === 0) return undefined;
  // Digested in one go: a call for each piece costs many times what the digest does.
  const bytes = Buffer.allocUnsafe(names.reduce((most, name) => most + room(name, attributes[name]!), 0));
  let end = 0;
  const withLength = (value: string | Uint8Array): void => {
    const start = end + 4;
    if (typeof value === 'string') end = start + bytes.write(value, start);
    else {
      bytes.set(value, start);
      end = start + value.length;
    }
    bytes.writeUInt32BE(end - start, start - 4);
  };
  for (const name of names) {
    const value = attributes[name]!;
    withLength(name);
    withLength(value.DataType ?? '');
    end = bytes.writeUInt8(value.BinaryValue === undefined ? STRING_TYPE : BINARY_TYPE, end);
    withLength(value.BinaryValue ?? value.StringValue ?? '');
  }
  return hash('md5', bytes.subarray(0, end), 'hex');
}

/** The most bytes that an attribute may come to: UTF-8 has at most three for each unit of a string. */
function room(name: string, { DataType = '', BinaryValue, StringValue = '' }: MessageAttributeValue): number {
  return 3 * 4 + 1 + 3 * (name.length + DataType.length + StringValue.length) + (BinaryValue?.length ?? 0);
}
