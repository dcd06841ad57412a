import { DescribeLogGroupsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { everyPage, type Lister, removeAs } from '../listed.ts';

export const logGroups: Lister = async ({ clients: { logs }, options }) => {
  const groups = await everyPage(
    async (nextToken) => await logs.send(new DescribeLogGroupsCommand({ nextToken }), options),
    ({ logGroups: found, nextToken }) => [found, nextToken],
  );
  return groups.map(({ logGroupName: name = '', arn = '' }) => ({
    kind: 'logGroup',
    name,
    tags: async () => {
      const ask = new ListTagsForResourceCommand({ resourceArn: arn.replace(/:\*$/, '') });
      return (await logs.send(ask, options)).tags ?? {};
    },
    remove: removeAs('logGroup', name),
  }));
};
