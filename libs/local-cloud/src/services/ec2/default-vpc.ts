import { defaultId } from './ids.ts';
import type { Ec2, Rule } from './records.ts';

const ZONES = ['a', 'b', 'c'];

/** An EC2 as an account finds it: the default VPC, one subnet a zone, the default security group. */
export function createEc2(account: string, region: string): Ec2 {
  const ec2: Ec2 = {
    account,
    region,
    vpcs: new Map(),
    subnets: new Map(),
    groups: new Map(),
    interfaces: new Map(),
    tags: new Map(),
    addresses: new Set(),
  };
  const vpcId = defaultId('vpc', account, region);
  ec2.vpcs.set(vpcId, { id: vpcId, cidr: '172.31.0.0/16', isDefault: true });
  ZONES.forEach((letter, index) => {
    const id = defaultId('subnet', account, region, letter);
    ec2.subnets.set(id, {
      id,
      vpcId,
      cidr: `172.31.${index * 16}.0/20`,
      zone: `${region}${letter}`,
      zoneId: zoneIdOf(region, index),
    });
  });
  const groupId = defaultId('sg', account, region);
  const all = { protocol: '-1', fromPort: undefined, toPort: undefined };
  const ingress: Rule = { ...all, id: defaultId('sgr', groupId, 'in'), egress: false, groupId };
  const egress: Rule = { ...all, id: defaultId('sgr', groupId, 'out'), egress: true, cidr: '0.0.0.0/0' };
  ec2.groups.set(groupId, {
    id: groupId,
    name: 'default',
    description: 'default VPC security group',
    vpcId,
    rules: [ingress, egress],
  });
  return ec2;
}

/** `us-east-1` and 0 give `use1-az1`. */
function zoneIdOf(region: string, index: number): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const short = direction.replace(
    /(north|south|central)?(east|west)?/,
    (_all, a?: string, b?: string) => `${a?.charAt(0) ?? ''}${b?.charAt(0) ?? ''}`,
  );
  return `${area}${short}${number}-az${index + 1}`;
}
