import type { AutoScaling } from '../auto-scaling.ts';
import { deleteScalingPolicy } from './delete-scaling-policy.ts';
import { deregisterScalableTarget } from './deregister-scalable-target.ts';
import { describeScalableTargets } from './describe-scalable-targets.ts';
import { describeScalingActivities } from './describe-scaling-activities.ts';
import { describeScalingPolicies } from './describe-scaling-policies.ts';
import { putScalingPolicy } from './put-scaling-policy.ts';
import { registerScalableTarget } from './register-scalable-target.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Every operation of this service by its API name. */
export const createOperations = (scaling: AutoScaling) => ({
  DeleteScalingPolicy: deleteScalingPolicy(scaling),
  DeregisterScalableTarget: deregisterScalableTarget(scaling),
  DescribeScalableTargets: describeScalableTargets(scaling),
  DescribeScalingActivities: describeScalingActivities(scaling),
  DescribeScalingPolicies: describeScalingPolicies(scaling),
  ListTagsForResource: listTagsForResource(scaling),
  PutScalingPolicy: putScalingPolicy(scaling),
  RegisterScalableTarget: registerScalableTarget(scaling),
  TagResource: tagResource(scaling),
  UntagResource: untagResource(scaling),
});
