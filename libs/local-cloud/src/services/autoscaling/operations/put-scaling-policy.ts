import { randomUUID } from 'node:crypto';
import type {
  PutScalingPolicyRequest,
  PutScalingPolicyResponse,
} from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import { findTarget, policiesOf, type AutoScaling } from '../auto-scaling.ts';
import { validationException } from '../errors.ts';
import type { ScalingPolicy } from '../model.ts';
import { putTrackingAlarms } from '../tracking-alarms.ts';
import { validatePolicy } from '../validate-policy.ts';
import { validateResource } from '../validate-resource.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
export const putScalingPolicy =
  (scaling: AutoScaling): Operation<PutScalingPolicyRequest, PutScalingPolicyResponse> =>
  async (input) => {
    const resourceId = validateResource(input);
    const config = validatePolicy(input);
    const name = input.PolicyName ?? '';
    findTarget(scaling, resourceId);
    const known = policiesOf(scaling, resourceId).find((policy) => policy.name === name);
    if (known !== undefined && (known.tracking === undefined) !== (config.tracking === undefined)) {
      throw validationException(`The type of policy '${name}' cannot be changed: delete it first`);
    }
    const { account, region } = scaling.environment;
    const policy: ScalingPolicy = known ?? {
      arn: `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${randomUUID()}:resource/ecs/${resourceId}:policyName/${name}`,
      name,
      resourceId,
      createdAt: scaling.clock.now(),
      tracking: undefined,
      steps: undefined,
      alarms: [],
    };
    Object.assign(policy, config);
    scaling.policies.set(policy.arn, policy);
    await putTrackingAlarms(scaling, policy);
    return {
      PolicyARN: policy.arn,
      Alarms: policy.alarms.map((alarm) => ({ AlarmName: alarm.name, AlarmARN: alarm.arn })),
    };
  };
