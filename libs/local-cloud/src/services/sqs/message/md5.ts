import { createHash, hash, type Hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** MD5 of a message body, in hex. */
export function md5OfBody(body: string): string {
  return hash('md5', body, 'hex');
}

function withLength(digest: Hash, value: string | Uint8Array): void {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(bytes.length);
  digest.update(length).update(bytes);
}

const STRING_TYPE = Buffer.of(1);
const BINARY_TYPE = Buffer.of(2);

/**
 * MD5 over message attributes as SDKs check it; undefined when there are none.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(
  attributes: Readonly<Record<string, MessageAttributeValue>> | undefined,
): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (attributes === undefined || names.length === 0) return undefined;
  const digest = createHash('md5');
  for (const name of names) {
    const value = attributes[name]!;
    withLength(digest, name);
    withLength(digest, value.DataType ?? '');
    if (value.BinaryValue === undefined) {
      digest.update(STRING_TYPE);
      withLength(digest, value.StringValue ?? '');
    } else {
      digest.update(BINARY_TYPE);
      withLength(digest, value.BinaryValue);
    }
  }
  return digest.digest('hex');
}
