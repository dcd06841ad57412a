import type {
  NetworkInterface as ShownInterface,
  SecurityGroup as ShownGroup,
  SecurityGroupRule,
  Subnet as ShownSubnet,
  Vpc as ShownVpc,
} from '@aws-sdk/client-ec2';
import { countFree } from './addresses.ts';
import { defaultId } from './ids.ts';
import type { Ec2, NetworkInterface, Rule, SecurityGroup, Subnet, Vpc } from './records.ts';
import { showRules } from './rules.ts';
import { showTags } from './tags.ts';

export function showVpc(ec2: Ec2, { id, cidr, isDefault }: Vpc): ShownVpc {
  return {
    VpcId: id,
    CidrBlock: cidr,
    IsDefault: isDefault,
    State: 'available',
    OwnerId: ec2.account,
    InstanceTenancy: 'default',
    DhcpOptionsId: defaultId('dopt', ec2.account, ec2.region),
    CidrBlockAssociationSet: [
      {
        AssociationId: defaultId('vpc-cidr-assoc', id),
        CidrBlock: cidr,
        CidrBlockState: { State: 'associated' },
      },
    ],
    Tags: showTags(ec2, id),
  };
}

export function showSubnet(ec2: Ec2, { id, vpcId, cidr, zone, zoneId }: Subnet): ShownSubnet {
  return {
    SubnetId: id,
    SubnetArn: `arn:aws:ec2:${ec2.region}:${ec2.account}:subnet/${id}`,
    VpcId: vpcId,
    CidrBlock: cidr,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneId,
    AvailableIpAddressCount: countFree(ec2, cidr),
    DefaultForAz: true,
    MapPublicIpOnLaunch: true,
    State: 'available',
    OwnerId: ec2.account,
    Tags: showTags(ec2, id),
  };
}

export function showGroup(ec2: Ec2, { id, name, description, vpcId, rules }: SecurityGroup): ShownGroup {
  return {
    GroupId: id,
    GroupName: name,
    Description: description,
    VpcId: vpcId,
    OwnerId: ec2.account,
    SecurityGroupArn: `arn:aws:ec2:${ec2.region}:${ec2.account}:security-group/${id}`,
    IpPermissions: showRules(
      ec2,
      rules.filter(({ egress }) => !egress),
    ),
    IpPermissionsEgress: showRules(
      ec2,
      rules.filter(({ egress }) => egress),
    ),
    Tags: showTags(ec2, id),
  };
}

export function showRule(ec2: Ec2, groupId: string, rule: Rule): SecurityGroupRule {
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: groupId,
    GroupOwnerId: ec2.account,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort ?? -1,
    ToPort: rule.toPort ?? -1,
    CidrIpv4: rule.cidr,
    CidrIpv6: rule.cidrV6,
    PrefixListId: rule.prefixListId,
    Description: rule.description,
    Tags: [],
    ...(rule.groupId ? { ReferencedGroupInfo: { GroupId: rule.groupId, UserId: ec2.account } } : {}),
  };
}

export function showInterface(ec2: Ec2, one: NetworkInterface): ShownInterface {
  const subnet = ec2.subnets.get(one.subnetId);
  return {
    NetworkInterfaceId: one.id,
    SubnetId: one.subnetId,
    VpcId: subnet?.vpcId,
    AvailabilityZone: subnet?.zone,
    PrivateIpAddress: one.address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: one.address }],
    MacAddress: one.macAddress,
    Description: one.description,
    Groups: one.groupIds.map((id) => ({ GroupId: id, GroupName: ec2.groups.get(id)?.name })),
    InterfaceType: 'interface',
    OwnerId: ec2.account,
    RequesterManaged: true,
    SourceDestCheck: true,
    Status: 'in-use',
    Attachment: {
      Status: 'attached',
      AttachTime: new Date(one.attachedAt),
      DeleteOnTermination: true,
      DeviceIndex: 1,
    },
    TagSet: showTags(ec2, one.id),
  };
}
