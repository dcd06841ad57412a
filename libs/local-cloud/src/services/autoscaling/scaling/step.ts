import type { StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';

/** Fractions of a task as https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html rounds them. */
function round(change: number): number {
  if (change > 0 && change < 1) return 1;
  if (change < 0 && change > -1) return -1;
  return Math.trunc(change);
}

/**
 * The capacity a step policy asks for; undefined when no step fits.
 * @param breach How far the metric is beyond the alarm's threshold: negative below it.
 */
export function steppedCapacity(
  config: StepScalingPolicyConfiguration,
  current: number,
  breach: number,
): number | undefined {
  const step = (config.StepAdjustments ?? []).find(
    ({ MetricIntervalLowerBound: low = -Infinity, MetricIntervalUpperBound: high = Infinity }) =>
      breach >= 0 ? breach >= low && breach < high : breach > low && breach <= high,
  );
  if (step === undefined) return undefined;
  const adjustment = step.ScalingAdjustment ?? 0;
  if (config.AdjustmentType === 'ExactCapacity') return adjustment;
  if (config.AdjustmentType === 'ChangeInCapacity') return Math.max(0, current + adjustment);
  const least = config.MinAdjustmentMagnitude ?? 0;
  const change = round((current * adjustment) / 100);
  return Math.max(0, current + Math.sign(adjustment) * Math.max(Math.abs(change), least));
}
