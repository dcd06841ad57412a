import type {
  DeleteTargetGroupInput,
  DeleteTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { loadBalancersOf, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';

/** Deletes a target group that no rule forwards to. One that is gone already is no error, as on AWS. */
export const deleteTargetGroup =
  (elb: Elb): Operation<DeleteTargetGroupInput, DeleteTargetGroupOutput> =>
  (input) => {
    const arn = input.TargetGroupArn ?? '';
    if (loadBalancersOf(elb, arn).length > 0) {
      throw refuse('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`);
    }
    elb.targetGroups.delete(arn);
    elb.dataPlane.refreshUse();
    return {};
  };
