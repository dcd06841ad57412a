import { parsePolicy } from '../../policy/index.ts';
import { invalidParameter } from './errors.ts';
import type { SnsState, Topic } from './state.ts';

const SETTABLE = new Set([
  'DeliveryPolicy',
  'DisplayName',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
]);
const FEEDBACK = /^(Application|HTTP|Lambda|SQS|Firehose)(Success|Failure)Feedback(RoleArn|SampleRate)$/;

const READERS: Readonly<Record<string, (json: string) => unknown>> = {
  DeliveryPolicy: JSON.parse,
  Policy: (json) => parsePolicy(json, 'resource'),
};

/** @throws InvalidParameter when SNS does not take this attribute or value. */
export function validateTopicAttribute(name: string, value: string): void {
  if (!SETTABLE.has(name) && !FEEDBACK.test(name)) throw invalidParameter('AttributeName');
  if (name === 'DisplayName' && value.length > 100) {
    throw invalidParameter('DisplayName', 'Display name must be at most 100 characters long');
  }
  if (name === 'SignatureVersion' && value !== '1' && value !== '2')
    throw invalidParameter('SignatureVersion');
  if (name === 'TracingConfig' && value !== 'Active' && value !== 'PassThrough') {
    throw invalidParameter('TracingConfig');
  }
  const parse = READERS[name];
  if (parse === undefined || value === '') return;
  try {
    parse(value);
  } catch (cause) {
    throw Object.assign(invalidParameter(`${name}: ${(cause as Error).message}`), { cause });
  }
}

const OWNER_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

/** The policy AWS gives a new topic: its own account may do everything. */
export function defaultPolicy(arn: string, account: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: OWNER_ACTIONS.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}

/** SNS's delivery policy for HTTP endpoints where none is set. */
const EFFECTIVE_DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});

/** The attributes as GetTopicAttributes answers them. */
export function showTopicAttributes(state: SnsState, topic: Topic): Record<string, string> {
  return {
    DisplayName: '',
    EffectiveDeliveryPolicy: topic.attributes.DeliveryPolicy || EFFECTIVE_DELIVERY_POLICY,
    ...topic.attributes,
    TopicArn: topic.arn,
    Owner: state.environment.account,
    SubscriptionsConfirmed: String(topic.subscriptions.size),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
  };
}
