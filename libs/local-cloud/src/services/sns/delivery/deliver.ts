import { AwsError } from '../../../service.ts';
import { passesFilter } from '../filter/passes-filter.ts';
import type { FilterPolicyScope } from '../filter/filter-policy.ts';
import type { PublishedMessage } from '../publish/validate-message.ts';
import { lookUpSubscription, type SnsState, type Subscription, type Topic } from '../state.ts';
import { raw, wrap, type Delivery } from './envelope.ts';
import { retryDelayMs } from './retry-delay.ts';

const SNS = 'sns.amazonaws.com';

/** SNS retries what may pass; a missing queue or a policy that says no will not. */
function isPermanent(error: AwsError): boolean {
  const throttled = /Throttl|OverLimit|LimitExceeded/.test(error.code);
  return !throttled && (error.statusCode === undefined || error.statusCode < 500);
}

function giveUp(state: SnsState, subscription: Subscription, delivery: Delivery, error: AwsError): void {
  const { counts, attributes } = subscription;
  counts.failed += 1;
  counts.lastFailure = `${error.code}: ${error.message}`;
  if (!attributes.RedrivePolicy) return;
  const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy) as { deadLetterTargetArn: string };
  const why = {
    RequestID: { DataType: 'String', StringValue: subscription.arn },
    ErrorCode: { DataType: 'String', StringValue: error.code },
    ErrorMessage: { DataType: 'String', StringValue: error.message.slice(0, 1024) },
  };
  try {
    const MessageAttributes = { ...why, ...delivery.MessageAttributes };
    const fits = Object.keys(MessageAttributes).length <= 10;
    state.sqs.sendAs({ service: SNS, sourceArn: subscription.topicArn }, deadLetterTargetArn, {
      ...delivery,
      MessageAttributes: fits ? MessageAttributes : delivery.MessageAttributes,
    });
    counts.deadLettered += 1;
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    counts.lastFailure = `${counts.lastFailure}; dead-letter queue: ${cause.code}: ${cause.message}`;
  }
}

function attempt(state: SnsState, subscription: Subscription, delivery: Delivery, retries: number): void {
  try {
    state.sqs.sendAs({ service: SNS, sourceArn: subscription.topicArn }, subscription.endpoint, delivery);
    subscription.counts.delivered += 1;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const delay = isPermanent(error) ? undefined : retryDelayMs(retries);
    if (delay === undefined) giveUp(state, subscription, delivery, error);
    else {
      state.clock.after(delay, () => {
        // An unsubscribed queue gets nothing any more, not even what is on its way.
        if (lookUpSubscription(state, subscription.arn) === undefined) return;
        attempt(state, subscription, delivery, retries + 1);
      });
    }
  }
}

/** Hands one published message to every subscription whose filter lets it through. */
export function deliver(state: SnsState, topic: Topic, message: PublishedMessage): void {
  let wrapped: Delivery | undefined;
  for (const subscription of topic.subscriptions.values()) {
    const { attributes, filter, counts } = subscription;
    const scope = (attributes.FilterPolicyScope ?? 'MessageAttributes') as FilterPolicyScope;
    if (!passesFilter(filter, scope, message)) {
      counts.filteredOut += 1;
      continue;
    }
    const isRaw = attributes.RawMessageDelivery === 'true';
    attempt(state, subscription, isRaw ? raw(message) : (wrapped ??= wrap(message, topic.arn)), 0);
  }
}
