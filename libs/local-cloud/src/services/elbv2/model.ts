import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target } from './targets/target.ts';

export type Tags = Record<string, string>;
export type Attributes = Record<string, string>;

export interface LoadBalancerRecord {
  readonly arn: string;
  readonly name: string;
  /** The loopback port behind `DNSName`: that of the listener on port 80. */
  readonly port: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly scheme: 'internet-facing' | 'internal';
  readonly vpcId: string;
  active: boolean;
  ipAddressType: string;
  zones: { zone: string; subnetId: string }[];
  securityGroups: string[];
  attributes: Attributes;
  tags: Tags;
}

export interface HealthCheck {
  enabled: boolean;
  path: string;
  /** `traffic-port` or a number in text, as AWS keeps it. */
  port: string;
  intervalSeconds: number;
  timeoutSeconds: number;
  healthyThreshold: number;
  unhealthyThreshold: number;
  /** Status codes that pass: `200`, `200,202` or `200-299`. */
  matcher: string;
}

export interface TargetGroupRecord {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: 'ip' | 'instance';
  healthCheck: HealthCheck;
  attributes: Attributes;
  tags: Tags;
  /** By {@link targetKey}. Not kept over a restart: tasks that are started anew register themselves. */
  readonly targets: Map<string, Target>;
}

export interface RuleRecord {
  readonly arn: string;
  /** Infinity for the default rule. */
  priority: number;
  conditions: RuleCondition[];
  actions: Action[];
  tags: Tags;
}

/** What TLS is spoken with. */
export interface Secure {
  readonly certificateArn: string;
  readonly policy: string;
}

export interface ListenerRecord {
  readonly arn: string;
  readonly loadBalancerArn: string;
  port: number;
  /** Of HTTPS. */
  secure?: Secure | undefined;
  /** The rules in order of priority; the default rule is the last. */
  rules: RuleRecord[];
  tags: Tags;
}
