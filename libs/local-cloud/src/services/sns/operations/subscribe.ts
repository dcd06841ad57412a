import { randomUUID } from 'node:crypto';
import type { SubscribeInput, SubscribeResponse, UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../service.ts';
import { invalidParameter, notBuilt } from '../errors.ts';
import { findTopic, findSubscription, noDeliveries, type SnsState, type Topic } from '../state.ts';
import { validateSubscriptionAttributes } from '../subscription-attributes.ts';

const PROTOCOLS = new Set([
  'application',
  'email',
  'email-json',
  'firehose',
  'http',
  'https',
  'lambda',
  'sms',
]);

function validateEndpoint(protocol: string | undefined, endpoint: string | undefined): string {
  if (PROTOCOLS.has(protocol ?? '')) throw notBuilt(`A subscription by ${protocol} (only sqs is)`);
  if (protocol !== 'sqs') throw invalidParameter(`Does not support this protocol string: ${protocol}`);
  if (!/^arn:aws[\w-]*:sqs:[^:]+:\d{12}:.+$/.test(endpoint ?? '')) {
    throw invalidParameter('SQS endpoint ARN');
  }
  if (endpoint!.endsWith('.fifo')) {
    throw invalidParameter('Endpoint', 'FIFO SQS Queues can not be subscribed to standard SNS topics');
  }
  return endpoint!;
}

function assertSame(attributes: Record<string, string>, wanted: Record<string, string>): void {
  for (const [name, value] of Object.entries(wanted)) {
    if ((attributes[name] ?? '') !== value) {
      throw invalidParameter('Attributes', 'Subscription already exists with different attributes');
    }
  }
}

function findSame(topic: Topic, endpoint: string) {
  return [...topic.subscriptions.values()].find((subscription) => subscription.endpoint === endpoint);
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribe =
  (state: SnsState): Operation<SubscribeInput, SubscribeResponse> =>
  (input, context) => {
    const topic = findTopic(state, input.TopicArn);
    const endpoint = validateEndpoint(input.Protocol, input.Endpoint);
    const attributes = { ...input.Attributes };
    const filter = validateSubscriptionAttributes(attributes);
    const known = findSame(topic, endpoint);
    if (known !== undefined) {
      assertSame(known.attributes, attributes);
      return { SubscriptionArn: known.arn };
    }
    const arn = `${topic.arn}:${randomUUID()}`;
    topic.subscriptions.set(arn, {
      arn,
      topicArn: topic.arn,
      protocol: 'sqs',
      endpoint,
      owner: context.account,
      principal: context.principal.arn,
      attributes,
      filter,
      counts: noDeliveries(),
    });
    return { SubscriptionArn: arn };
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe =
  (state: SnsState): Operation<UnsubscribeInput, object> =>
  (input) => {
    const { arn, topicArn } = findSubscription(state, input.SubscriptionArn);
    const topic = findTopic(state, topicArn);
    topic.subscriptions.delete(arn);
    topic.deletedSubscriptions += 1;
    return {};
  };
