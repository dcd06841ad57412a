import type { Message, MessageSystemAttributeName, ReceiveMessageRequest } from '@aws-sdk/client-sqs';
import type { Queue } from '../queue/queue.ts';
import type { Received } from '../queue/message-store.ts';
import { md5OfAttributes } from './md5.ts';
import type { MessageAttributes } from './message.ts';
import { formatReceiptHandle } from './receipt-handle.ts';

/** Which parts of a message a receive asked for. */
export interface Wanted {
  readonly system: ReadonlySet<string>;
  readonly attributes: readonly string[];
}

export function wanted(input: ReceiveMessageRequest): Wanted {
  return {
    system: new Set<string>([...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]),
    attributes: input.MessageAttributeNames ?? [],
  };
}

function systemAttributes(
  { message, receiveCount, firstReceivedAt }: Received,
  names: ReadonlySet<string>,
): Message['Attributes'] {
  if (names.size === 0) return undefined;
  const all: Partial<Record<MessageSystemAttributeName, string | undefined>> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    AWSTraceHeader: message.traceHeader,
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  };
  const shown: Partial<Record<MessageSystemAttributeName, string>> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && (names.has('All') || names.has(name))) {
      shown[name as MessageSystemAttributeName] = value;
    }
  }
  return Object.keys(shown).length === 0 ? undefined : shown;
}

function matches(name: string, pattern: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function chosen(
  attributes: MessageAttributes | undefined,
  patterns: readonly string[],
): MessageAttributes | undefined {
  if (attributes === undefined || patterns.length === 0) return undefined;
  const kept = Object.entries(attributes).filter(([name]) =>
    patterns.some((pattern) => matches(name, pattern)),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** A received message as ReceiveMessage answers it. */
export function showMessage(queue: Queue, received: Received, parts: Wanted): Message {
  const { message } = received;
  const attributes = chosen(message.attributes, parts.attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: formatReceiptHandle({
      queue: queue.name,
      messageId: message.id,
      receipt: received.receipt,
    }),
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    Attributes: systemAttributes(received, parts.system),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: attributes,
  };
}
