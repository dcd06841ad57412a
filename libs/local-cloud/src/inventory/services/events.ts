import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { inTurn, type Inventory, item } from '../item.ts';

export const events: Inventory = async (options) => {
  const client = new EventBridgeClient(options);
  const { Rules = [] } = await client.send(new ListRulesCommand({}));
  return await inTurn(Rules, async ({ Name, Arn: ResourceARN }) => {
    const rule = await client.send(new DescribeRuleCommand({ Name }));
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: Name }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    return item('events', 'rule', Name, { ...rule, Targets, Tags });
  });
};
