import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { SubscriptionResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { Kind, KindScope } from '../engine/kind.ts';

/** A queue's subscription to a topic, found by its endpoint. Subscriptions have no tags. */
export const subscription: Kind<SubscriptionResource> = {
  async read(resource, scope) {
    const arn = await orAbsent(findArn(resource, scope), 'NotFound');
    if (arn === undefined) return undefined;
    const { clients, options } = scope;
    const found = await orAbsent(
      clients.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }), options),
      'NotFound',
    );
    if (!found) return undefined;
    return { state: { rawDelivery: found.Attributes?.RawMessageDelivery === 'true' }, outputs: { arn } };
  },

  want: ({ rawDelivery }) => ({ rawDelivery }),

  async apply({ topicArn, queueArn, rawDelivery }, { observed }, { clients: { sns }, options }) {
    const RawMessageDelivery = String(rawDelivery);
    if (observed) {
      const set = new SetSubscriptionAttributesCommand({
        SubscriptionArn: observed.outputs.arn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: RawMessageDelivery,
      });
      await sns.send(set, options);
      return observed.outputs;
    }
    const subscribe = new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      Attributes: { RawMessageDelivery },
      ReturnSubscriptionArn: true,
    });
    const { SubscriptionArn = '' } = await sns.send(subscribe, options);
    return { arn: SubscriptionArn };
  },

  async remove(_resource, { outputs }, { clients: { sns }, options }) {
    await orAbsent(sns.send(new UnsubscribeCommand({ SubscriptionArn: outputs.arn }), options), 'NotFound');
  },
};

async function findArn(
  { topicArn, queueArn }: SubscriptionResource,
  { clients: { sns }, options }: KindScope,
): Promise<string | undefined> {
  for await (const page of paginateListSubscriptionsByTopic(
    { client: sns },
    { TopicArn: topicArn },
    options,
  )) {
    const found = page.Subscriptions?.find(
      ({ Protocol, Endpoint }) => Protocol === 'sqs' && Endpoint === queueArn,
    );
    if (found) return found.SubscriptionArn;
  }
  return undefined;
}
