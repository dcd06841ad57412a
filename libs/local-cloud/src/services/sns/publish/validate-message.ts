import type { MessageAttributeValue, PublishBatchRequestEntry } from '@aws-sdk/client-sns';
import { invalidParameter } from '../errors.ts';
import type { Filterable } from '../filter/passes-filter.ts';

export type PublishRequest = Omit<PublishBatchRequestEntry, 'Id'>;

/** A message as it goes out to subscriptions. */
export interface PublishedMessage extends Filterable {
  readonly id: string;
  readonly subject: string | undefined;
  readonly groupId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
}

/** Bytes of one message or one batch. */
export const SIZE_LIMIT = 262_144;

const NAME = /^(?!\.)(?!aws\.|amazon\.)[\w.-]{1,256}$/i;
const DATA_TYPE = /^(String|String\.Array|Number|Binary)(\.[\w.-]+)?$/;

function validateAttribute(
  name: string,
  { DataType, StringValue, BinaryValue }: MessageAttributeValue,
): void {
  if (!NAME.test(name) || name.endsWith('.') || name.includes('..')) {
    throw invalidParameter('MessageAttributes', `The message attribute name '${name}' is invalid.`);
  }
  const kind = DATA_TYPE.exec(DataType ?? '')?.[1];
  if (kind === undefined) {
    throw invalidParameter(
      'MessageAttributes',
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (value === undefined || value.length === 0) {
    throw invalidParameter(
      'MessageAttributes',
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (kind === 'Number' && Number.isNaN(Number(value))) {
    throw invalidParameter(
      'MessageAttributes',
      `Could not cast message attribute '${name}' value to number.`,
    );
  }
}

/** Bytes that count against the limit: message, subject excluded, attribute names, types and values. */
export function publishSize(input: PublishRequest): number {
  let size = Buffer.byteLength(input.Message ?? '');
  for (const [name, value] of Object.entries(input.MessageAttributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? '');
    size += Buffer.byteLength(value.StringValue ?? value.BinaryValue ?? '');
  }
  return size;
}

/** The text for SQS subscribers out of a message with `MessageStructure` json. */
function structuredBody(message: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch (cause) {
    throw Object.assign(invalidParameter('Message Structure - JSON message body failed to parse'), { cause });
  }
  const { default: fallback, sqs } = Object(parsed) as { default?: unknown; sqs?: unknown };
  if (typeof fallback !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return typeof sqs === 'string' ? sqs : fallback;
}

/**
 * What SNS will deliver for one publish.
 * @throws InvalidParameter in SNS's words for what it does not take.
 */
export function acceptPublish(input: PublishRequest, id: string, publishedAt: number): PublishedMessage {
  const { Message: message, Subject: subject, MessageStructure: structure } = input;
  if (message === undefined || message === '') throw invalidParameter('Empty message');
  if (publishSize(input) > SIZE_LIMIT) throw invalidParameter('Message too long');
  // Control characters and line breaks are out: a subject is a mail header.
  if (subject !== undefined && !/^\P{Cc}{1,100}$/u.test(subject)) throw invalidParameter('Subject');
  if (structure !== undefined && structure !== 'json') {
    throw invalidParameter('MessageStructure', `the only value is json, found ${structure}`);
  }
  for (const [name, value] of Object.entries(input.MessageAttributes ?? {})) validateAttribute(name, value);
  return {
    id,
    body: structure === 'json' ? structuredBody(message) : message,
    attributes: input.MessageAttributes ?? {},
    subject,
    groupId: input.MessageGroupId,
    publishedAt,
  };
}
