import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { SqsService } from '../sqs/index.ts';
import { invalidParameter, notFound } from './errors.ts';
import type { FilterPolicy } from './filter/filter-policy.ts';

/** What became of a subscription's messages, as CloudWatch would count them. */
export interface DeliveryCounts {
  delivered: number;
  filteredOut: number;
  failed: number;
  /** Of the failed ones, those kept in the subscription's dead-letter queue. */
  deadLettered: number;
  /** Why the last failed one failed. */
  lastFailure: string | undefined;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  readonly principal: string;
  readonly attributes: Record<string, string>;
  /** The parsed form of `attributes.FilterPolicy`. */
  filter: FilterPolicy | undefined;
  readonly counts: DeliveryCounts;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly tags: Map<string, string>;
  readonly subscriptions: Map<string, Subscription>;
  deletedSubscriptions: number;
}

export interface SnsState {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly sqs: Pick<SqsService, 'sendAs'>;
  readonly topics: Map<string, Topic>;
}

export function noDeliveries(): DeliveryCounts {
  return { delivered: 0, filteredOut: 0, failed: 0, deadLettered: 0, lastFailure: undefined };
}

/** @throws NotFound when there is no such topic, InvalidParameter when it is no topic ARN. */
export function findTopic(state: SnsState, arn: string | undefined): Topic {
  if (arn === undefined || !/^arn:aws[\w-]*:sns:[^:]+:\d{12}:[\w.-]+$/.test(arn)) {
    throw invalidParameter(
      'TopicArn',
      `An ARN must have at least 6 elements, not ${arn?.split(':').length ?? 0}`,
    );
  }
  const topic = state.topics.get(arn);
  if (topic === undefined) throw notFound('Topic');
  return topic;
}

/** A subscription's ARN is its topic's with one more part. */
export function lookUpSubscription(state: SnsState, arn: string): Subscription | undefined {
  return state.topics.get(arn.slice(0, arn.lastIndexOf(':')))?.subscriptions.get(arn);
}

/** @throws NotFound when there is no such subscription, InvalidParameter when it is no subscription ARN. */
export function findSubscription(state: SnsState, arn: string | undefined): Subscription {
  if (arn === undefined || arn.split(':').length !== 7) {
    throw invalidParameter('SubscriptionArn', `An ARN must have 7 elements, found ${arn}`);
  }
  const subscription = lookUpSubscription(state, arn);
  if (subscription === undefined) throw notFound('Subscription');
  return subscription;
}
