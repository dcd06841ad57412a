import {
  ApplicationAutoScalingClient,
  ListTagsForResourceCommand,
  paginateDescribeScalableTargets,
  paginateDescribeScalingPolicies,
} from '@aws-sdk/client-application-auto-scaling';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

const service = 'application-autoscaling';

export const scaling: Inventory = async (options) => {
  const client = new ApplicationAutoScalingClient(options);
  const scope = { ServiceNamespace: 'ecs' } as const;
  const targets = await everyItem(
    paginateDescribeScalableTargets({ client }, scope),
    ({ ScalableTargets }) => ScalableTargets,
  );
  const policies = await everyItem(
    paginateDescribeScalingPolicies({ client }, scope),
    ({ ScalingPolicies }) => ScalingPolicies,
  );
  return [
    ...(await inTurn(targets, async (target) => {
      const { ScalableTargetARN: ResourceARN, ResourceId } = target;
      const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
      return item(service, 'scalable-target', ResourceId, { ...target, Tags });
    })),
    ...policies.map((policy) => item(service, 'scaling-policy', policy.PolicyName, policy)),
  ];
};
