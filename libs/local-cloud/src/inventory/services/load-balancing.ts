import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

const service = 'elasticloadbalancing';

export const loadBalancing: Inventory = async (options) => {
  const client = new ElasticLoadBalancingV2Client(options);
  const balancers = await everyItem(
    paginateDescribeLoadBalancers({ client }, {}),
    ({ LoadBalancers }) => LoadBalancers,
  );
  const groups = await everyItem(
    paginateDescribeTargetGroups({ client }, {}),
    ({ TargetGroups }) => TargetGroups,
  );
  const tagsOf = async (arn: string | undefined) =>
    (await client.send(new DescribeTagsCommand({ ResourceArns: [arn ?? ''] }))).TagDescriptions;
  return [
    ...(await inTurn(balancers, async (balancer) => {
      const { LoadBalancerArn, LoadBalancerName } = balancer;
      const { Listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
      const listeners = await inTurn(Listeners, async (listener) => {
        const { ListenerArn } = listener;
        const { Rules } = await client.send(new DescribeRulesCommand({ ListenerArn }));
        return { ...listener, Rules };
      });
      return item(service, 'load-balancer', LoadBalancerName, {
        ...balancer,
        listeners,
        tags: await tagsOf(LoadBalancerArn),
      });
    })),
    ...(await inTurn(groups, async (group) => {
      const { TargetGroupArn, TargetGroupName } = group;
      const attributes = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
      const { TargetHealthDescriptions = [] } = await client.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      const targets = TargetHealthDescriptions.map(({ Target }) => Target);
      const tags = await tagsOf(TargetGroupArn);
      return item(service, 'target-group', TargetGroupName, { ...group, attributes, targets, tags });
    })),
  ];
};
