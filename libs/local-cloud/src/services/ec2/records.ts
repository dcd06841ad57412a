export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: string;
  readonly zoneId: string;
}

/** One rule, of one source or destination; AWS shows those of one protocol and port range together. */
export interface Rule {
  readonly id: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, or `-1` for all. */
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** Exactly one of these says from or to where. */
  readonly cidr?: string;
  readonly cidrV6?: string;
  readonly groupId?: string;
  readonly prefixListId?: string;
  readonly description?: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  rules: Rule[];
}

/** A network interface that a service (a Fargate task, a load balancer) has in a subnet. */
export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly address: string;
  readonly macAddress: string;
  readonly groupIds: readonly string[];
  readonly description: string;
  /** ISO 8601. */
  readonly attachedAt: string;
}

/** Everything this EC2 knows. */
export interface Ec2 {
  readonly account: string;
  readonly region: string;
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, Subnet>;
  readonly groups: Map<string, SecurityGroup>;
  readonly interfaces: Map<string, NetworkInterface>;
  /** Tags by resource id. */
  readonly tags: Map<string, Map<string, string>>;
  /** Addresses in use. */
  readonly addresses: Set<string>;
}
