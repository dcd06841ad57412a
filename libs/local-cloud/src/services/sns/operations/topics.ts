import type {
  DeleteTopicInput,
  GetTopicAttributesInput,
  GetTopicAttributesResponse,
  ListTopicsInput,
  ListTopicsResponse,
  SetTopicAttributesInput,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../service.ts';
import { page } from '../paginate.ts';
import { findTopic, type SnsState } from '../state.ts';
import { defaultPolicy, showTopicAttributes, validateTopicAttribute } from '../topic-attributes.ts';

/** Succeeds also when there is no such topic. https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic =
  (state: SnsState): Operation<DeleteTopicInput, object> =>
  (input) => {
    state.topics.delete(input.TopicArn ?? '');
    return {};
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics =
  (state: SnsState): Operation<ListTopicsInput, ListTopicsResponse> =>
  (input) => {
    const { items, ...token } = page([...state.topics.keys()].sort(), input.NextToken);
    return { Topics: items.map((arn) => ({ TopicArn: arn })), ...token };
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes =
  (state: SnsState): Operation<GetTopicAttributesInput, GetTopicAttributesResponse> =>
  (input) => ({ Attributes: showTopicAttributes(state, findTopic(state, input.TopicArn)) });

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes =
  (state: SnsState): Operation<SetTopicAttributesInput, object> =>
  (input) => {
    const topic = findTopic(state, input.TopicArn);
    const { AttributeName: name = '', AttributeValue: value = '' } = input;
    validateTopicAttribute(name, value);
    const isReset = name === 'Policy' && value === '';
    topic.attributes[name] = isReset ? defaultPolicy(topic.arn, state.environment.account) : value;
    return {};
  };
