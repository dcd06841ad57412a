import { AwsError } from '../../service.ts';
import type { Ec2, SecurityGroup, Subnet, Vpc } from './records.ts';

/** @throws `InvalidVpcID.NotFound` */
export function findVpc(ec2: Ec2, id: string): Vpc {
  return found(ec2.vpcs.get(id), 'InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
}

/** @throws `InvalidSubnetID.NotFound` */
export function findSubnet(ec2: Ec2, id: string): Subnet {
  return found(ec2.subnets.get(id), 'InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
}

/** By id, or in the default VPC by name. @throws `InvalidGroup.NotFound` */
export function findGroup(ec2: Ec2, id: string | undefined, name?: string): SecurityGroup {
  if (id === undefined && name === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter groupName or groupId');
  }
  const group =
    id === undefined
      ? [...ec2.groups.values()].find((one) => one.name === name && ec2.vpcs.get(one.vpcId)?.isDefault)
      : ec2.groups.get(id);
  return found(group, 'InvalidGroup.NotFound', `The security group '${id ?? name}' does not exist`);
}

function found<T>(value: T | undefined, code: string, message: string): T {
  if (value === undefined) throw new AwsError(code, message);
  return value;
}
