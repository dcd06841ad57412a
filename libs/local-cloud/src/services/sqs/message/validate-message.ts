import type { MessageAttributeValue, SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../service.ts';
import { invalidParameterValue, invalidValue, missingParameter } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';

export type MessageInput = Omit<SendMessageBatchRequestEntry, 'Id'>;

// XML 1.0's characters, the only ones SQS takes: unpaired surrogates and most control characters are out.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NAME = /^(?!\.)(?!aws\.|amazon\.)[\w.-]{1,256}$/i;
const DATA_TYPE = /^(String|Number|Binary)(\.|$)/;

function validateAttribute(name: string, value: MessageAttributeValue): number {
  if (!NAME.test(name) || name.endsWith('.') || name.includes('..')) {
    throw invalidParameterValue(`The message attribute name '${name}' is invalid.`);
  }
  const type = value.DataType ?? '';
  const kind = DATA_TYPE.exec(type)?.[1];
  if (kind === undefined || type.length > 256) {
    throw invalidParameterValue(
      `The type of message attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  const content = kind === 'Binary' ? value.BinaryValue : value.StringValue;
  if (content === undefined || content.length === 0) {
    throw invalidParameterValue(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${kind}'.`,
    );
  }
  if (typeof content === 'string' && FORBIDDEN.test(content)) {
    throw invalidParameterValue(`The message attribute '${name}' contains invalid characters.`);
  }
  if (kind === 'Number' && (content === ' ' || Number.isNaN(Number(content)))) {
    throw invalidParameterValue(`Can't cast the value of message attribute '${name}' to a number.`);
  }
  return Buffer.byteLength(name) + Buffer.byteLength(type) + Buffer.byteLength(content);
}

/** Bytes that count against the size limits: body plus attribute names, types and values. */
export function messageSize(message: MessageInput): number {
  let size = Buffer.byteLength(message.MessageBody ?? '');
  for (const [name, value] of Object.entries(message.MessageAttributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? '');
    size += Buffer.byteLength(value.StringValue ?? value.BinaryValue ?? '');
  }
  return size;
}

function validateAttributes(message: MessageInput): number {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  if (attributes.length > 10) {
    throw invalidParameterValue(
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [10].`,
    );
  }
  return attributes.reduce((size, [name, value]) => size + validateAttribute(name, value), 0);
}

function validateTraceHeader(message: MessageInput): void {
  for (const [name, value] of Object.entries(message.MessageSystemAttributes ?? {})) {
    if (name !== 'AWSTraceHeader' || value.DataType !== 'String' || !value.StringValue) {
      throw invalidParameterValue(`Message system attribute name '${name}' is invalid or not a String.`);
    }
  }
}

/** @throws the AWS error for whatever the queue would not take in this message. */
export function validateMessage(queue: Queue, message: MessageInput): void {
  const { MessageBody: body, DelaySeconds: delay } = message;
  if (body === undefined || body === '') throw missingParameter('MessageBody');
  if (FORBIDDEN.test(body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'The message contains characters outside the allowed set #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
      { statusCode: 400 },
    );
  }
  const limit = queue.number('MaximumMessageSize');
  if (Buffer.byteLength(body) + validateAttributes(message) > limit) {
    throw invalidParameterValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  validateTraceHeader(message);
  if (delay !== undefined && (delay < 0 || delay > 900)) {
    throw invalidValue('DelaySeconds', delay, 'DelaySeconds must be >= 0 and <= 900.');
  }
  if (queue.fifo && delay) {
    throw invalidValue(
      'DelaySeconds',
      delay,
      'The request include parameter that is not valid for this queue type.',
    );
  }
}
