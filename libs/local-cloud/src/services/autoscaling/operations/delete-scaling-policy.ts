import type { DeleteScalingPolicyRequest } from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import { findPolicy, type AutoScaling } from '../auto-scaling.ts';
import { deleteAlarms } from '../tracking-alarms.ts';
import { validateResource } from '../validate-resource.ts';

export const deleteScalingPolicy =
  (scaling: AutoScaling): Operation<DeleteScalingPolicyRequest, object> =>
  async (input) => {
    const policy = findPolicy(scaling, validateResource(input), input.PolicyName);
    scaling.policies.delete(policy.arn);
    await deleteAlarms(scaling, policy.alarms);
    return {};
  };
