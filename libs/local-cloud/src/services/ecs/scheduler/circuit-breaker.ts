import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

/**
 * How many failed tasks fail a deployment: half of the desired count, but 3 to 200, unless configured otherwise.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function failureThreshold(desired: number, breaker?: DeploymentCircuitBreaker): number {
  const { type = 'BOUNDED_PERCENT', value = 50 } = breaker?.thresholdConfiguration ?? {};
  if (type === 'COUNT') return value;
  const share = Math.ceil((desired * value) / 100);
  return type === 'BOUNDED_PERCENT' ? Math.min(200, Math.max(3, share)) : Math.max(1, share);
}

/** Milliseconds to wait before the next task, after so many failures in a row. */
export function backOffDelay(failures: number, first: number, longest: number): number {
  return failures === 0 ? 0 : Math.min(longest, first * 2 ** (failures - 1));
}
