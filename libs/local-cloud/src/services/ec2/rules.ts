import type { IpPermission } from '@aws-sdk/client-ec2';
import { isIP } from 'node:net';
import { AwsError } from '../../service.ts';
import { newId } from './ids.ts';
import type { Ec2, Rule } from './records.ts';

interface RuleInput {
  readonly IpPermissions?: IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
}

/** The single rules that an input asks for, whether as a list of permissions or as one written flat. */
export function readRules(ec2: Ec2, input: RuleInput, egress: boolean): Rule[] {
  const permissions = input.IpPermissions ?? [flat(input)];
  const rules = permissions.flatMap((permission) => readPermission(ec2, permission, egress));
  if (rules.length === 0) {
    throw new AwsError('MissingParameter', 'Either a source security group or a CIDR must be specified');
  }
  return rules;
}

function flat({ IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName }: RuleInput): IpPermission {
  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    ...(SourceSecurityGroupName === undefined
      ? {}
      : { UserIdGroupPairs: [{ GroupName: SourceSecurityGroupName }] }),
  };
}

const protocols: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', all: '-1' };

function readPermission(ec2: Ec2, permission: IpPermission, egress: boolean): Rule[] {
  const asked = permission.IpProtocol ?? '';
  const protocol = protocols[asked] ?? asked;
  if (!/^(tcp|udp|icmp|icmpv6|-1|\d{1,3})$/.test(protocol)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${asked}' for IP protocol. Unknown protocol.`,
    );
  }
  const { FromPort: fromPort, ToPort: toPort } = protocol === '-1' ? {} : permission;
  if ((protocol === 'tcp' || protocol === 'udp') && !isPortRange(fromPort, toPort)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${fromPort}-${toPort}' for port range: ports are from 0 to 65535`,
    );
  }
  const base = { egress, protocol, fromPort, toPort };
  const described = (Description?: string) => (Description === undefined ? {} : { description: Description });
  const groups = (permission.UserIdGroupPairs ?? []).map(({ GroupId, GroupName, Description }) => {
    const group = GroupId
      ? ec2.groups.get(GroupId)
      : [...ec2.groups.values()].find(({ name }) => name === GroupName);
    if (!group)
      throw new AwsError(
        'InvalidGroup.NotFound',
        `The security group '${GroupId ?? GroupName}' does not exist`,
      );
    return { ...base, groupId: group.id, ...described(Description) };
  });
  return [
    ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => ({
      ...base,
      cidr: checkCidr(CidrIp, 4),
      ...described(Description),
    })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({
      ...base,
      cidrV6: checkCidr(CidrIpv6, 6),
      ...described(Description),
    })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId = '', Description }) => ({
      ...base,
      prefixListId: PrefixListId,
      ...described(Description),
    })),
    ...groups,
  ].map((rule) => ({ ...rule, id: newId('sgr') }));
}

function isPortRange(from: number | undefined, to: number | undefined): boolean {
  return from !== undefined && to !== undefined && from >= 0 && from <= to && to <= 65_535;
}

function checkCidr(cidr: string | undefined, version: 4 | 6): string {
  const [network = '', bits = ''] = (cidr ?? '').split('/');
  const valid = isIP(network) === version && /^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
  if (!valid) throw new AwsError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
  return cidr ?? '';
}

/** Whether two rules let the same through, whatever they are called. */
export function sameRule(a: Rule, b: Rule): boolean {
  return (
    ['egress', 'protocol', 'fromPort', 'toPort', 'cidr', 'cidrV6', 'groupId', 'prefixListId'] as const
  ).every((name) => a[name] === b[name]);
}

/** Rules as AWS shows them: one permission for each protocol and port range. */
export function showRules(ec2: Ec2, rules: readonly Rule[]): IpPermission[] {
  const byRange = Map.groupBy(rules, ({ protocol, fromPort, toPort }) => `${protocol} ${fromPort} ${toPort}`);
  return [...byRange.values()].map((same): IpPermission => {
    const [first] = same;
    const described = ({ description }: Rule) =>
      description === undefined ? {} : { Description: description };
    return {
      IpProtocol: first?.protocol,
      FromPort: first?.fromPort,
      ToPort: first?.toPort,
      IpRanges: same.flatMap((rule) => (rule.cidr ? [{ CidrIp: rule.cidr, ...described(rule) }] : [])),
      Ipv6Ranges: same.flatMap((rule) =>
        rule.cidrV6 ? [{ CidrIpv6: rule.cidrV6, ...described(rule) }] : [],
      ),
      PrefixListIds: same.flatMap((rule) =>
        rule.prefixListId ? [{ PrefixListId: rule.prefixListId, ...described(rule) }] : [],
      ),
      UserIdGroupPairs: same.flatMap((rule) =>
        rule.groupId ? [{ GroupId: rule.groupId, UserId: ec2.account, ...described(rule) }] : [],
      ),
    };
  });
}
