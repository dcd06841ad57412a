import { noDeliveries, type SnsState, type Subscription } from './state.ts';
import { validateSubscriptionAttributes } from './subscription-attributes.ts';

interface TopicSnapshot {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly subscriptions: Omit<Subscription, 'filter' | 'counts'>[];
  readonly deletedSubscriptions: number;
}

/** Topics and subscriptions as plain JSON; what is being retried is not kept. */
export function takeSnapshot(state: SnsState): TopicSnapshot[] {
  return [...state.topics.values()].map((topic) => ({
    arn: topic.arn,
    name: topic.name,
    attributes: topic.attributes,
    tags: Object.fromEntries(topic.tags),
    subscriptions: [...topic.subscriptions.values()].map(
      ({ arn, topicArn, protocol, endpoint, owner, principal, attributes }) => ({
        arn,
        topicArn,
        protocol,
        endpoint,
        owner,
        principal,
        attributes,
      }),
    ),
    deletedSubscriptions: topic.deletedSubscriptions,
  }));
}

export function restoreSnapshot(state: SnsState, snapshot: unknown): void {
  for (const topic of snapshot as TopicSnapshot[]) {
    const subscriptions = topic.subscriptions.map((kept): [string, Subscription] => [
      kept.arn,
      { ...kept, filter: validateSubscriptionAttributes(kept.attributes), counts: noDeliveries() },
    ]);
    state.topics.set(topic.arn, {
      ...topic,
      tags: new Map(Object.entries(topic.tags)),
      subscriptions: new Map(subscriptions),
    });
  }
}
