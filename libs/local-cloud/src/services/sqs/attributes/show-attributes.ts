import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../service.ts';
import type { Queue } from '../queue/queue.ts';
import {
  CHOICE_ATTRIBUTES,
  COMPUTED_ATTRIBUTES,
  NUMERIC_ATTRIBUTES,
  type StoredAttributes,
} from './definitions.ts';

const KNOWN: ReadonlySet<string> = new Set([
  ...COMPUTED_ATTRIBUTES,
  ...Object.keys(NUMERIC_ATTRIBUTES),
  ...Object.keys(CHOICE_ATTRIBUTES),
  'All',
  'KmsMasterKeyId',
  'Policy',
  'RedriveAllowPolicy',
  'RedrivePolicy',
]);

const seconds = (milliseconds: number): string => String(Math.floor(milliseconds / 1000));

function everyAttribute(queue: Queue): StoredAttributes {
  const { visible, inFlight, delayed } = queue.store.counts();
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.lastModifiedAt),
  };
}

/** The attributes that were asked for; empty documents count as not set. */
export function showAttributes(queue: Queue, names: readonly QueueAttributeName[]): StoredAttributes {
  const unknown = names.find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`, { statusCode: 400 });
  }
  const all = names.includes('All');
  return Object.fromEntries(
    Object.entries(everyAttribute(queue)).filter(
      ([name, value]) => value !== '' && (all || names.includes(name as QueueAttributeName)),
    ),
  );
}
