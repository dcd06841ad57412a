import type {
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
} from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import { DIMENSION, type AutoScaling } from '../auto-scaling.ts';
import { paginate } from '../paginate.ts';

export const describeScalableTargets =
  (scaling: AutoScaling): Operation<DescribeScalableTargetsRequest, DescribeScalableTargetsResponse> =>
  (input) => {
    const ids = input.ResourceIds ?? [];
    const wanted = [...scaling.targets.values()].filter(
      (target) =>
        input.ServiceNamespace === 'ecs' &&
        (ids.length === 0 || ids.includes(target.resourceId)) &&
        (input.ScalableDimension === undefined || input.ScalableDimension === DIMENSION),
    );
    const { page, NextToken } = paginate(wanted, input);
    return {
      ScalableTargets: page.map((target) => ({
        ServiceNamespace: 'ecs' as const,
        ResourceId: target.resourceId,
        ScalableDimension: DIMENSION,
        MinCapacity: target.min,
        MaxCapacity: target.max,
        RoleARN: target.roleArn,
        CreationTime: new Date(target.createdAt),
        ScalableTargetARN: target.arn,
        SuspendedState: {
          DynamicScalingInSuspended: target.suspended.in,
          DynamicScalingOutSuspended: target.suspended.out,
          ScheduledScalingSuspended: target.suspended.scheduled,
        },
      })),
      NextToken,
    };
  };
