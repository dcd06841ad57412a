/**
 * The capacity at which the metric would meet its target, were the load to stay as it is: it is shared by as many more tasks
 * as it is too high.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 * @param capacity The capacity that the metric was measured at; with none, one task counts as the share of the load.
 */
export function trackedCapacity(capacity: number, metric: number, target: number): number {
  const exact = (Math.max(capacity, 1) * metric) / target;
  // What floating point adds below a millionth of a task is no reason for another one.
  return Math.ceil(exact - 1e-6);
}

/** Scaling in begins only 10% below the target, so that capacity does not swing to and fro. */
export const SCALE_IN_MARGIN = 0.9;
