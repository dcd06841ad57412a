import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { KindScope } from '../engine/kind.ts';

type Ec2Scope = Pick<KindScope, 'clients' | 'options' | 'place'>;

/** The default VPC of the region. @throws Error when there is none. */
export async function defaultVpc({ clients: { ec2 }, options, place }: Ec2Scope): Promise<string> {
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
    options,
  );
  const id = Vpcs[0]?.VpcId;
  if (id === undefined) {
    throw new Error(
      `region ${place.region} has no default VPC in account ${place.account}: make one with "aws ec2 create-default-vpc"`,
    );
  }
  return id;
}

/** The default subnets of the region, one per availability zone, in the order of the zones. @throws Error when there are none. */
export async function defaultSubnets({ clients: { ec2 }, options, place }: Ec2Scope): Promise<string[]> {
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] }),
    options,
  );
  const ids = Subnets.toSorted((one, other) =>
    (one.AvailabilityZone ?? '') < (other.AvailabilityZone ?? '') ? -1 : 1,
  ).flatMap(({ SubnetId }) => (SubnetId === undefined ? [] : [SubnetId]));
  if (ids.length > 0) return ids;
  throw new Error(
    `region ${place.region} has no default subnets in account ${place.account}: make them with "aws ec2 create-default-subnet"`,
  );
}
