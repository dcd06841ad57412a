import {
  CloudWatchLogsClient,
  DescribeResourcePoliciesCommand,
  ListTagsForResourceCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const logs: Inventory = async (options) => {
  const client = new CloudWatchLogsClient(options);
  const groups = await everyItem(paginateDescribeLogGroups({ client }, {}), ({ logGroups }) => logGroups);
  // There are ten at most.
  const { resourcePolicies = [] } = await client.send(new DescribeResourcePoliciesCommand({}));
  return [
    ...(await inTurn(groups, async (group) => {
      const resourceArn = group.arn?.replace(/:\*$/, '');
      const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
      return item('logs', 'log-group', group.logGroupName, { ...group, tags });
    })),
    ...resourcePolicies.map((policy) => item('logs', 'resource-policy', policy.policyName, policy)),
  ];
};
