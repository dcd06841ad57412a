import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** What a message is from the moment it is accepted. */
export interface NewMessage {
  readonly id: string;
  readonly body: string;
  readonly bodyMd5: string;
  readonly attributes: MessageAttributes | undefined;
  /** The X-Ray header, the only system attribute a sender may set. */
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  /** Milliseconds since the epoch; kept when the message moves to a dead-letter queue. */
  readonly sentAt: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** The queue it came from, once it was moved to a dead-letter queue. */
  readonly deadLetterSourceArn: string | undefined;
}

/** A message in its queue. */
export interface StoredMessage extends NewMessage {
  state: 'delayed' | 'visible' | 'in-flight' | 'gone';
  /** When a delayed or in-flight message becomes visible (ms). */
  dueAt: number;
  /** When it was last received (ms): the 12 hour limit counts from here. */
  receivedAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
  /** Counts receives over the message's whole life in this queue, so that only the newest receipt handle acts. */
  receipt: number;
}
