import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SetSubscriptionAttributesInput,
  Subscription as ShownSubscription,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../service.ts';
import { page } from '../paginate.ts';
import { findSubscription, findTopic, type SnsState, type Subscription } from '../state.ts';
import { showSubscriptionAttributes, validateSubscriptionAttributes } from '../subscription-attributes.ts';

function show(subscription: Subscription): ShownSubscription {
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    Owner: subscription.owner,
  };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const listSubscriptions =
  (state: SnsState): Operation<ListSubscriptionsInput, ListSubscriptionsResponse> =>
  (input) => {
    const all = [...state.topics.values()].flatMap((topic) => [...topic.subscriptions.values()]);
    const { items, ...token } = page(all, input.NextToken);
    return { Subscriptions: items.map(show), ...token };
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic =
  (state: SnsState): Operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse> =>
  (input) => {
    const topic = findTopic(state, input.TopicArn);
    const { items, ...token } = page([...topic.subscriptions.values()], input.NextToken);
    return { Subscriptions: items.map(show), ...token };
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes =
  (state: SnsState): Operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse> =>
  (input) => ({
    Attributes: showSubscriptionAttributes(findSubscription(state, input.SubscriptionArn)),
  });

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes =
  (state: SnsState): Operation<SetSubscriptionAttributesInput, object> =>
  (input) => {
    const subscription = findSubscription(state, input.SubscriptionArn);
    const { AttributeName: name = '', AttributeValue: value = '' } = input;
    const wanted = { ...subscription.attributes, [name]: value };
    subscription.filter = validateSubscriptionAttributes(wanted);
    subscription.attributes[name] = value;
    return {};
  };
