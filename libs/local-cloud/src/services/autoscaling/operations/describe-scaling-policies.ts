import type {
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
} from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import { DIMENSION, type AutoScaling } from '../auto-scaling.ts';
import { paginate } from '../paginate.ts';

export const describeScalingPolicies =
  (scaling: AutoScaling): Operation<DescribeScalingPoliciesRequest, DescribeScalingPoliciesResponse> =>
  (input) => {
    const names = input.PolicyNames ?? [];
    const wanted = [...scaling.policies.values()].filter(
      (policy) =>
        input.ServiceNamespace === 'ecs' &&
        (names.length === 0 || names.includes(policy.name)) &&
        (input.ResourceId === undefined || input.ResourceId === policy.resourceId),
    );
    const { page, NextToken } = paginate(wanted, input);
    return {
      ScalingPolicies: page.map((policy) => ({
        PolicyARN: policy.arn,
        PolicyName: policy.name,
        ServiceNamespace: 'ecs' as const,
        ResourceId: policy.resourceId,
        ScalableDimension: DIMENSION,
        PolicyType:
          policy.tracking === undefined ? ('StepScaling' as const) : ('TargetTrackingScaling' as const),
        TargetTrackingScalingPolicyConfiguration: policy.tracking,
        StepScalingPolicyConfiguration: policy.steps,
        Alarms: policy.alarms.map((alarm) => ({ AlarmName: alarm.name, AlarmARN: alarm.arn })),
        CreationTime: new Date(policy.createdAt),
      })),
      NextToken,
    };
  };
