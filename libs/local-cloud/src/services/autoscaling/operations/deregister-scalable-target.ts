import type { DeregisterScalableTargetRequest } from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import { findTarget, policiesOf, type AutoScaling } from '../auto-scaling.ts';
import { deleteAlarms } from '../tracking-alarms.ts';
import { validateResource } from '../validate-resource.ts';

/** Ends the scaling of a resource: its policies go, and the alarms they had made. The capacity stays as it is. */
export const deregisterScalableTarget =
  (scaling: AutoScaling): Operation<DeregisterScalableTargetRequest, object> =>
  async (input) => {
    const target = findTarget(scaling, validateResource(input));
    scaling.targets.delete(target.resourceId);
    for (const policy of policiesOf(scaling, target.resourceId)) {
      scaling.policies.delete(policy.arn);
      await deleteAlarms(scaling, policy.alarms);
    }
    return {};
  };
