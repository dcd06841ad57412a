import { notBuilt } from '../errors.ts';
import type { SnsState } from '../state.ts';
import { createTopic } from './create-topic.ts';
import { addPermission, removePermission } from './permissions.ts';
import { publish, publishBatch } from './publish.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import {
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
} from './subscriptions.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { deleteTopic, getTopicAttributes, listTopics, setTopicAttributes } from './topics.ts';

/** The operations of SNS that this cloud has, by API name. */
export const createOperations = (state: SnsState) => ({
  AddPermission: addPermission(state),
  ConfirmSubscription: (): never => {
    throw notBuilt('ConfirmSubscription (sqs subscriptions are confirmed at once)');
  },
  CreateTopic: createTopic(state),
  DeleteTopic: deleteTopic(state),
  GetSubscriptionAttributes: getSubscriptionAttributes(state),
  GetTopicAttributes: getTopicAttributes(state),
  ListSubscriptions: listSubscriptions(state),
  ListSubscriptionsByTopic: listSubscriptionsByTopic(state),
  ListTagsForResource: listTagsForResource(state),
  ListTopics: listTopics(state),
  Publish: publish(state),
  PublishBatch: publishBatch(state),
  RemovePermission: removePermission(state),
  SetSubscriptionAttributes: setSubscriptionAttributes(state),
  SetTopicAttributes: setTopicAttributes(state),
  Subscribe: subscribe(state),
  TagResource: tagResource(state),
  Unsubscribe: unsubscribe(state),
  UntagResource: untagResource(state),
});
