import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-sns';
import type { TopicResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import type { Kind } from '../engine/kind.ts';

/** An SNS topic: it is there, and it is ours. */
export const topic: Kind<TopicResource> = {
  async read({ arn }, { clients: { sns }, options }) {
    const found = await orAbsent(
      sns.send(new GetTopicAttributesCommand({ TopicArn: arn }), options),
      'NotFound',
    );
    if (!found) return undefined;
    const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: arn }), options);
    return { state: {}, tags: fromTagList(Tags), outputs: { arn } };
  },

  want: () => ({}),

  async apply({ name, arn, tags }, { observed }, { clients: { sns }, options }) {
    const Tags = toTagList(tags);
    if (observed) await sns.send(new TagResourceCommand({ ResourceArn: arn, Tags }), options);
    else await sns.send(new CreateTopicCommand({ Name: name, Tags }), options);
    return { arn };
  },

  async remove({ arn }, _observed, { clients: { sns }, options }) {
    await sns.send(new DeleteTopicCommand({ TopicArn: arn }), options);
  },
};
