import type {
  PutScalingPolicyRequest,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { validationException } from './errors.ts';

const PREDEFINED = [
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
  'ALBRequestCountPerTarget',
];

function validateTracking(
  config: TargetTrackingScalingPolicyConfiguration | undefined,
): TargetTrackingScalingPolicyConfiguration {
  if (config === undefined)
    throw validationException(
      'TargetTrackingScalingPolicyConfiguration is required for policy type TargetTrackingScaling',
    );
  const {
    PredefinedMetricSpecification: known,
    CustomizedMetricSpecification: custom,
    TargetValue: target,
  } = config;
  if (target === undefined || !(target > 0))
    throw validationException(`TargetValue '${target}' must be greater than 0`);
  if ((known === undefined) === (custom === undefined)) {
    throw validationException(
      'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be given',
    );
  }
  if (known !== undefined) {
    const type = String(known.PredefinedMetricType);
    if (!PREDEFINED.includes(type))
      throw validationException(`PredefinedMetricType '${type}' must be one of ${PREDEFINED.join(', ')}`);
    if (
      type === 'ALBRequestCountPerTarget' &&
      !/^app\/.+\/.+\/targetgroup\/.+\/.+$/.test(known.ResourceLabel ?? '')
    ) {
      throw validationException(
        `ResourceLabel '${known.ResourceLabel}' must be of the form app/NAME/ID/targetgroup/NAME/ID`,
      );
    }
  }
  if (custom?.Metrics !== undefined) {
    const shown = custom.Metrics.filter(({ ReturnData }) => ReturnData !== false).length;
    if (shown !== 1)
      throw validationException(
        `Exactly one of Metrics must return data, not ${shown}: set ReturnData to false on the others`,
      );
  } else if (custom !== undefined && !(custom.MetricName && custom.Namespace && custom.Statistic)) {
    throw validationException(
      'CustomizedMetricSpecification needs MetricName, Namespace and Statistic, or Metrics',
    );
  }
  return config;
}

function validateSteps(config: StepScalingPolicyConfiguration | undefined): StepScalingPolicyConfiguration {
  if (config === undefined)
    throw validationException('StepScalingPolicyConfiguration is required for policy type StepScaling');
  const steps = [...(config.StepAdjustments ?? [])].sort(
    (a, b) => (a.MetricIntervalLowerBound ?? -Infinity) - (b.MetricIntervalLowerBound ?? -Infinity),
  );
  if (config.AdjustmentType === undefined || steps.length === 0) {
    throw validationException(
      'StepScalingPolicyConfiguration needs an AdjustmentType and at least one of StepAdjustments',
    );
  }
  steps.forEach((step, index) => {
    const { MetricIntervalLowerBound: low = -Infinity, MetricIntervalUpperBound: high = Infinity } = step;
    const next = steps[index + 1];
    if (low >= high)
      throw validationException(
        `MetricIntervalLowerBound ${low} must be less than MetricIntervalUpperBound ${high}`,
      );
    if (next !== undefined && high !== (next.MetricIntervalLowerBound ?? -Infinity)) {
      throw validationException('The intervals of StepAdjustments must neither overlap nor leave a gap');
    }
  });
  return config;
}

/**
 * The configuration of a policy to be.
 * @throws `ValidationException` naming the member.
 */
export function validatePolicy(input: PutScalingPolicyRequest): {
  tracking: TargetTrackingScalingPolicyConfiguration | undefined;
  steps: StepScalingPolicyConfiguration | undefined;
} {
  if (!input.PolicyName || input.PolicyName.length > 256)
    throw validationException(`PolicyName '${input.PolicyName}' must have 1 to 256 characters`);
  const type = input.PolicyType ?? 'StepScaling';
  if (type === 'TargetTrackingScaling') {
    return { tracking: validateTracking(input.TargetTrackingScalingPolicyConfiguration), steps: undefined };
  }
  if (type === 'StepScaling')
    return { tracking: undefined, steps: validateSteps(input.StepScalingPolicyConfiguration) };
  throw validationException(
    `PolicyType '${type}' is not supported by the local cloud: use TargetTrackingScaling or StepScaling`,
  );
}
