import type {
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findTargetGroup, type Elb } from '../elb.ts';
import { showTargetGroup } from '../present.ts';
import { validateHealthCheck } from '../validate-health-check.ts';

export const modifyTargetGroup =
  (elb: Elb): Operation<ModifyTargetGroupInput, ModifyTargetGroupOutput> =>
  (input) => {
    const record = findTargetGroup(elb, input.TargetGroupArn);
    record.healthCheck = validateHealthCheck(input, record.healthCheck);
    return { TargetGroups: [showTargetGroup(elb, record)] };
  };
