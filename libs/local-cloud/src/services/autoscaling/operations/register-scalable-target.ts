import { randomBytes } from 'node:crypto';
import type {
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
} from '@aws-sdk/client-application-auto-scaling';
import type { Operation } from '../../../service.ts';
import type { AutoScaling } from '../auto-scaling.ts';
import { validationException } from '../errors.ts';
import type { ScalableTarget } from '../model.ts';
import { keepWithinLimits } from '../scaling/look-after.ts';
import { validateResource } from '../validate-resource.ts';

function limits(
  input: RegisterScalableTargetRequest,
  known: ScalableTarget | undefined,
): { min: number; max: number } {
  const min = input.MinCapacity ?? known?.min;
  const max = input.MaxCapacity ?? known?.max;
  if (min === undefined || max === undefined) {
    throw validationException(
      'MinCapacity and MaxCapacity are required when registering a new scalable target',
    );
  }
  if (min < 0 || max < min)
    throw validationException(`MinCapacity ${min} must be at least 0 and at most MaxCapacity ${max}`);
  return { min, max };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const registerScalableTarget =
  (scaling: AutoScaling): Operation<RegisterScalableTargetRequest, RegisterScalableTargetResponse> =>
  async (input) => {
    const resourceId = validateResource(input);
    if ((await scaling.capacity.read(resourceId)) === undefined)
      throw validationException(`ECS service doesn't exist: ${resourceId}`);
    const known = scaling.targets.get(resourceId);
    if (known !== undefined && Object.keys(input.Tags ?? {}).length > 0) {
      throw validationException('Tags can only be given to a new scalable target: use TagResource');
    }
    const { account, region } = scaling.environment;
    const target: ScalableTarget = known ?? {
      arn: `arn:aws:application-autoscaling:${region}:${account}:scalable-target/${randomBytes(18).toString('hex')}`,
      resourceId,
      roleArn: `arn:aws:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      createdAt: scaling.clock.now(),
      min: 0,
      max: 0,
      suspended: { in: false, out: false, scheduled: false },
      tags: { ...input.Tags },
      lastOut: undefined,
      lastIn: undefined,
    };
    const { SuspendedState: suspended } = input;
    Object.assign(target, limits(input, known), {
      suspended: {
        in: suspended?.DynamicScalingInSuspended ?? target.suspended.in,
        out: suspended?.DynamicScalingOutSuspended ?? target.suspended.out,
        scheduled: suspended?.ScheduledScalingSuspended ?? target.suspended.scheduled,
      },
    });
    scaling.targets.set(resourceId, target);
    await keepWithinLimits(scaling, resourceId);
    return { ScalableTargetARN: target.arn };
  };
