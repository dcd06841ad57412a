import type { Elbv2Service } from '../../elbv2/index.ts';
import type { MetricSource } from '../service.ts';

/** Traffic and target health of every load balancer, as namespace `AWS/ApplicationELB`. */
export function loadBalancerMetrics(elbv2: Pick<Elbv2Service, 'collectMetrics'>): MetricSource {
  return () => Promise.resolve([{ namespace: 'AWS/ApplicationELB', data: elbv2.collectMetrics() }]);
}
