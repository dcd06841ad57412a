import { callService } from '../../call-service.ts';
import type { RequestContext, Service } from '../../service.ts';

export interface SubnetPlace {
  readonly subnetId: string;
  readonly zone: string;
  readonly vpcId: string;
}

/** What a load balancer asks of the VPC it is put in. */
export interface VpcReader {
  /** @throws `InvalidSubnetID.NotFound` for an id that is none. */
  subnets(ids: readonly string[], context: RequestContext): Promise<SubnetPlace[]>;
  exists(vpcId: string, context: RequestContext): Promise<boolean>;
  /** The ids when all exist; the VPC's default group when none is named. */
  securityGroups(ids: readonly string[], vpcId: string, context: RequestContext): Promise<string[]>;
}

interface Subnets {
  Subnets?: { SubnetId?: string; AvailabilityZone?: string; VpcId?: string }[];
}
interface SecurityGroups {
  SecurityGroups?: { GroupId?: string }[];
}

/** Reads from this cloud's EC2. */
export function vpcReader(ec2: Pick<Service, 'operations' | 'signingName'>): VpcReader {
  return {
    async subnets(ids, context) {
      const answer = await callService<Subnets>(ec2, 'DescribeSubnets', { SubnetIds: [...ids] }, context);
      const places = (answer.Subnets ?? []).map(({ SubnetId = '', AvailabilityZone = '', VpcId = '' }) => ({
        subnetId: SubnetId,
        zone: AvailabilityZone,
        vpcId: VpcId,
      }));
      return ids.flatMap((id) => places.find((place) => place.subnetId === id) ?? []);
    },
    async exists(vpcId, context) {
      const answer = await callService<{ Vpcs?: unknown[] }>(
        ec2,
        'DescribeVpcs',
        { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] },
        context,
      );
      return (answer.Vpcs ?? []).length > 0;
    },
    async securityGroups(ids, vpcId, context) {
      const input =
        ids.length > 0
          ? { GroupIds: [...ids] }
          : {
              Filters: [
                { Name: 'group-name', Values: ['default'] },
                { Name: 'vpc-id', Values: [vpcId] },
              ],
            };
      const answer = await callService<SecurityGroups>(ec2, 'DescribeSecurityGroups', input, context);
      return (answer.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
    },
  };
}
