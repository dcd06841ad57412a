import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { CloudWatchService } from '../cloudwatch/index.ts';
import { objectNotFound } from './errors.ts';
import type { ScalableTarget, ScalingActivity, ScalingPolicy } from './model.ts';
import type { Capacity } from './scaling/capacity.ts';

/** What every operation works on. */
export interface AutoScaling {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly cloudwatch: Pick<CloudWatchService, 'operations' | 'signingName' | 'minute'>;
  readonly capacity: Capacity;
  /** By resource id. */
  readonly targets: Map<string, ScalableTarget>;
  /** By ARN. */
  readonly policies: Map<string, ScalingPolicy>;
  /** Newest last. */
  readonly activities: ScalingActivity[];
}

export const DIMENSION = 'ecs:service:DesiredCount';
const place = (resourceId: string | undefined): string =>
  `service namespace: ecs, resource ID: ${resourceId}, scalable dimension: ${DIMENSION}`;

export function findTarget(scaling: AutoScaling, resourceId: string | undefined): ScalableTarget {
  const target = scaling.targets.get(resourceId ?? '');
  if (target === undefined) throw objectNotFound(`No scalable target registered for ${place(resourceId)}`);
  return target;
}

export function findPolicy(
  scaling: AutoScaling,
  resourceId: string | undefined,
  name: string | undefined,
): ScalingPolicy {
  const policy = policiesOf(scaling, resourceId).find((candidate) => candidate.name === name);
  if (policy === undefined)
    throw objectNotFound(`No scaling policy found for ${place(resourceId)}, policy name: ${name}`);
  return policy;
}

export const policiesOf = (scaling: AutoScaling, resourceId: string | undefined): ScalingPolicy[] =>
  [...scaling.policies.values()].filter((policy) => policy.resourceId === resourceId);
