import type { Listener, LoadBalancer, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { loadBalancersOf, type Records } from './elb.ts';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './model.ts';

/** Records as AWS shows them. */
export function showLoadBalancer(record: LoadBalancerRecord): LoadBalancer {
  return {
    LoadBalancerArn: record.arn,
    LoadBalancerName: record.name,
    // With its port, so that `http://${DNSName}` works as it does on AWS.
    DNSName: `127.0.0.1:${record.port}`,
    CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
    CreatedTime: new Date(record.createdAt),
    Scheme: record.scheme,
    VpcId: record.vpcId,
    State: { Code: record.active ? 'active' : 'provisioning' },
    Type: 'application',
    AvailabilityZones: record.zones.map(({ zone, subnetId }) => ({
      ZoneName: zone,
      SubnetId: subnetId,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: record.securityGroups,
    IpAddressType: record.ipAddressType as 'ipv4',
  };
}

export function showTargetGroup(records: Records, record: TargetGroupRecord): TargetGroup {
  const check = record.healthCheck;
  return {
    TargetGroupArn: record.arn,
    TargetGroupName: record.name,
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: record.port,
    VpcId: record.vpcId,
    TargetType: record.targetType,
    IpAddressType: 'ipv4',
    HealthCheckProtocol: 'HTTP',
    HealthCheckEnabled: check.enabled,
    HealthCheckPort: check.port,
    HealthCheckPath: check.path,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    Matcher: { HttpCode: check.matcher },
    LoadBalancerArns: loadBalancersOf(records, record.arn),
  };
}

export function showRule(rule: RuleRecord): Rule {
  const isDefault = rule.priority === Infinity;
  return {
    RuleArn: rule.arn,
    Priority: isDefault ? 'default' : String(rule.priority),
    Conditions: rule.conditions,
    Actions: rule.actions,
    IsDefault: isDefault,
  };
}

export function showListener(listener: ListenerRecord): Listener {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.secure ? 'HTTPS' : 'HTTP',
    ...(listener.secure && {
      Certificates: [{ CertificateArn: listener.secure.certificateArn }],
      SslPolicy: listener.secure.policy,
    }),
    DefaultActions: listener.rules.at(-1)?.actions ?? [],
  };
}
