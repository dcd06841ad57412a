import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  paginateListSubscriptions,
  paginateListTopics,
  SNSClient,
} from '@aws-sdk/client-sns';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const sns: Inventory = async (options) => {
  const client = new SNSClient(options);
  const topics = await everyItem(paginateListTopics({ client }, {}), ({ Topics }) => Topics);
  const subscriptions = await everyItem(
    paginateListSubscriptions({ client }, {}),
    ({ Subscriptions }) => Subscriptions,
  );
  return [
    ...(await inTurn(topics, async ({ TopicArn }) => {
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
      return item('sns', 'topic', TopicArn?.split(':').at(-1), { Attributes, Tags });
    })),
    ...(await inTurn(subscriptions, async (subscription) => {
      const { SubscriptionArn, TopicArn, Endpoint } = subscription;
      const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      return item('sns', 'subscription', `${TopicArn} -> ${Endpoint}`, { ...subscription, Attributes });
    })),
  ];
};
