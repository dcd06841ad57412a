import { dimensionOf } from './arns.ts';
import { loadBalancersOf, type Elb } from './elb.ts';

/** One metric value as CloudWatch's PutMetricData takes it, of namespace `AWS/ApplicationELB`. */
export interface LoadBalancerDatum {
  readonly MetricName: string;
  readonly Dimensions: { Name: string; Value: string }[];
  readonly Unit: 'Count' | 'Seconds';
  readonly Values: number[];
}

const dimensions = (loadBalancer: string | undefined, group?: string): { Name: string; Value: string }[] => [
  ...(group === undefined ? [] : [{ Name: 'TargetGroup', Value: dimensionOf(group) }]),
  ...(loadBalancer === undefined ? [] : [{ Name: 'LoadBalancer', Value: dimensionOf(loadBalancer) }]),
];

function trafficData(elb: Elb): LoadBalancerDatum[] {
  return elb.dataPlane.metrics.take().flatMap(({ loadBalancerArn, groupArn, counts }) => {
    const Dimensions = dimensions(loadBalancerArn, groupArn);
    const count = (MetricName: string, value: number): LoadBalancerDatum => ({
      MetricName,
      Dimensions,
      Unit: 'Count',
      Values: [value],
    });
    const data = [count('RequestCount', counts.requests)];
    for (const [name, value] of counts.codes) data.push(count(name, value));
    if (counts.connectionErrors > 0) data.push(count('TargetConnectionErrorCount', counts.connectionErrors));
    if (counts.targetSeconds.length > 0) {
      data.push({
        MetricName: 'TargetResponseTime',
        Dimensions,
        Unit: 'Seconds',
        Values: counts.targetSeconds,
      });
    }
    const healthy = healthyTargets(elb, groupArn);
    if (groupArn !== undefined && healthy > 0) {
      const perTarget = counts.requests / healthy;
      data.push({
        MetricName: 'RequestCountPerTarget',
        Dimensions: dimensions(undefined, groupArn),
        Unit: 'Count',
        Values: [perTarget],
      });
      data.push(count('RequestCountPerTarget', perTarget));
    }
    return data;
  });
}

function healthyTargets(elb: Elb, groupArn: string | undefined): number {
  const targets = [...(elb.targetGroups.get(groupArn ?? '')?.targets.values() ?? [])];
  return targets.filter((target) => target.health.state === 'healthy').length;
}

function healthData(elb: Elb): LoadBalancerDatum[] {
  return [...elb.targetGroups.values()].flatMap((group) =>
    loadBalancersOf(elb, group.arn).flatMap((loadBalancer): LoadBalancerDatum[] => {
      const Dimensions = dimensions(loadBalancer, group.arn);
      const unhealthy = [...group.targets.values()].filter(
        ({ health }) => health.state === 'unhealthy',
      ).length;
      return [
        {
          MetricName: 'HealthyHostCount',
          Dimensions,
          Unit: 'Count',
          Values: [healthyTargets(elb, group.arn)],
        },
        { MetricName: 'UnHealthyHostCount', Dimensions, Unit: 'Count', Values: [unhealthy] },
      ];
    }),
  );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export const collectMetrics = (elb: Elb): LoadBalancerDatum[] => [...trafficData(elb), ...healthData(elb)];
