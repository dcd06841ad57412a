import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Lookup } from '../engine/kind.ts';
import type { SecurityGroupResource } from '@phaseline/model';

/** One way into a security group: a protocol, ports, and one source. */
export interface IngressRule {
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** A CIDR block, a security group's id or a prefix list's id. */
  readonly source: string;
}

/** The rule on one line; the same for the same rule. */
export function ruleText({ protocol, fromPort, toPort, source }: IngressRule): string {
  return `${protocol} ${fromPort ?? '*'}-${toPort ?? '*'} from ${source}`;
}

/** What EC2 answers, one rule per source. */
export function rulesOf(permissions: readonly IpPermission[]): IngressRule[] {
  return permissions.flatMap((permission) => {
    const sources = [
      ...(permission.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
      ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
      ...(permission.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
      ...(permission.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ];
    return sources.map((source = '') => ({
      protocol: permission.IpProtocol ?? '-1',
      fromPort: permission.FromPort,
      toPort: permission.ToPort,
      source,
    }));
  });
}

/** The rules that a desired group has; a source that is not there yet is named by its id. */
export function wantedRules({ ingress }: SecurityGroupResource, lookup: Lookup): IngressRule[] {
  return ingress.map(({ fromPort, toPort, from }) => ({
    protocol: 'tcp',
    fromPort,
    toPort,
    source: 'cidr' in from ? from.cidr : (lookup(from.securityGroup, 'id') ?? from.securityGroup),
  }));
}

/** The rule as EC2 takes it. */
export function permissionOf({ protocol, fromPort, toPort, source }: IngressRule): IpPermission {
  return {
    IpProtocol: protocol,
    ...(fromPort === undefined ? {} : { FromPort: fromPort }),
    ...(toPort === undefined ? {} : { ToPort: toPort }),
    ...sourceOf(source),
  };
}

function sourceOf(source: string): IpPermission {
  if (source.startsWith('sg-')) return { UserIdGroupPairs: [{ GroupId: source }] };
  if (source.startsWith('pl-')) return { PrefixListIds: [{ PrefixListId: source }] };
  if (source.includes(':')) return { Ipv6Ranges: [{ CidrIpv6: source }] };
  return { IpRanges: [{ CidrIp: source }] };
}
