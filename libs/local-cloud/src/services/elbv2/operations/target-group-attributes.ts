import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { attributeList, mergeTargetGroup } from '../attributes.ts';
import { findTargetGroup, type Elb } from '../elb.ts';
import { validationError } from '../errors.ts';

export const describeTargetGroupAttributes =
  (elb: Elb): Operation<DescribeTargetGroupAttributesInput, DescribeTargetGroupAttributesOutput> =>
  (input) => ({ Attributes: attributeList(findTargetGroup(elb, input.TargetGroupArn).attributes) });

export const modifyTargetGroupAttributes =
  (elb: Elb): Operation<ModifyTargetGroupAttributesInput, ModifyTargetGroupAttributesOutput> =>
  (input) => {
    const record = findTargetGroup(elb, input.TargetGroupArn);
    const next = mergeTargetGroup(record.attributes, input.Attributes ?? []);
    if (
      next['slow_start.duration_seconds'] !== '0' &&
      next['load_balancing.algorithm.type'] !== 'round_robin'
    ) {
      throw validationError(
        `Slow start cannot be used with load balancing algorithm '${next['load_balancing.algorithm.type']}': use round_robin`,
      );
    }
    record.attributes = next;
    return { Attributes: attributeList(next) };
  };
