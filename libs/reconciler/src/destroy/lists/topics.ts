import { ListTagsForResourceCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, lastOf, type Lister, removeAs } from '../listed.ts';

/** Topics; their subscriptions go with them. */
export const topics: Lister = async ({ clients: { sns }, options }) => {
  const found = await everyPage(
    async (NextToken) => await sns.send(new ListTopicsCommand({ NextToken }), options),
    ({ Topics, NextToken }) => [Topics, NextToken],
  );
  return found.map(({ TopicArn: arn = '' }) => ({
    kind: 'topic',
    name: lastOf(arn, ':'),
    tags: async () =>
      fromTagList((await sns.send(new ListTagsForResourceCommand({ ResourceArn: arn }), options)).Tags),
    remove: removeAs('topic', lastOf(arn, ':'), {}, { arn }),
  }));
};
