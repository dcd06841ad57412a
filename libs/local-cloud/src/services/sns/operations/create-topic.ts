import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../service.ts';
import { invalidParameter, notBuilt } from '../errors.ts';
import type { SnsState, Topic } from '../state.ts';
import { mergeTags } from '../tags.ts';
import { defaultPolicy, validateTopicAttribute } from '../topic-attributes.ts';

function assertSame(topic: Topic, input: CreateTopicInput): void {
  for (const [name, value] of Object.entries(input.Attributes ?? {})) {
    if ((topic.attributes[name] ?? '') !== value) {
      throw invalidParameter('Attributes', 'Topic already exists with different attributes');
    }
  }
  for (const { Key: key, Value: value } of input.Tags ?? []) {
    if (topic.tags.get(key ?? '') !== value) {
      throw invalidParameter('Tags', 'Topic already exists with different tags');
    }
  }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic =
  (state: SnsState): Operation<CreateTopicInput, CreateTopicResponse> =>
  (input) => {
    const { account, region } = state.environment;
    const name = input.Name ?? '';
    const { FifoTopic: fifo, ...attributes } = input.Attributes ?? {};
    if (name.endsWith('.fifo') || fifo === 'true') throw notBuilt(`A FIFO topic (${name})`);
    if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
    for (const [key, value] of Object.entries(attributes)) validateTopicAttribute(key, value);
    const arn = `arn:aws:sns:${region}:${account}:${name}`;
    const known = state.topics.get(arn);
    if (known === undefined) {
      const tags = new Map<string, string>();
      mergeTags(tags, input.Tags);
      const policy = { Policy: defaultPolicy(arn, account) };
      state.topics.set(arn, {
        arn,
        name,
        attributes: { ...policy, ...attributes },
        tags,
        subscriptions: new Map(),
        deletedSubscriptions: 0,
      });
    } else assertSame(known, { ...input, Attributes: attributes });
    return { TopicArn: arn };
  };
