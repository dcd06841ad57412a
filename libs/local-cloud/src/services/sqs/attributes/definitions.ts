import type { QueueAttributeName } from '@aws-sdk/client-sqs';

/** Attributes that are whole numbers, with AWS's bounds and defaults. */
export const NUMERIC_ATTRIBUTES: Readonly<
  Partial<Record<QueueAttributeName, { min: number; max: number; default?: number }>>
> = {
  DelaySeconds: { min: 0, max: 900, default: 0 },
  KmsDataKeyReusePeriodSeconds: { min: 60, max: 86_400 },
  MaximumMessageSize: { min: 1024, max: 1_048_576, default: 1_048_576 },
  MessageRetentionPeriod: { min: 60, max: 1_209_600, default: 345_600 },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, default: 0 },
  VisibilityTimeout: { min: 0, max: 43_200, default: 30 },
};

/** Attributes with a fixed set of values. */
export const CHOICE_ATTRIBUTES: Readonly<Partial<Record<QueueAttributeName, readonly string[]>>> = {
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoQueue: ['true', 'false'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  SqsManagedSseEnabled: ['true', 'false'],
};

export const FIFO_ATTRIBUTES: ReadonlySet<string> = new Set([
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoQueue',
  'FifoThroughputLimit',
]);

/** Attributes that SQS works out itself. */
export const COMPUTED_ATTRIBUTES: ReadonlySet<string> = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
]);

export type StoredAttributes = Partial<Record<QueueAttributeName, string>>;

/** What a new queue has before the caller's own attributes. */
export function defaultAttributes(fifo: boolean): StoredAttributes {
  const attributes: StoredAttributes = { SqsManagedSseEnabled: 'true' };
  for (const [name, bounds] of Object.entries(NUMERIC_ATTRIBUTES)) {
    if (bounds.default !== undefined) attributes[name as QueueAttributeName] = String(bounds.default);
  }
  if (!fifo) return attributes;
  return {
    ...attributes,
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  };
}
