import type {
  SetSecurityGroupsInput,
  SetSecurityGroupsOutput,
  SetSubnetsInput,
  SetSubnetsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findLoadBalancer, type Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';
import { placeInSubnets } from './place-in-subnets.ts';

export const setSecurityGroups =
  (elb: Elb): Operation<SetSecurityGroupsInput, SetSecurityGroupsOutput> =>
  async (input, context) => {
    const record = findLoadBalancer(elb, input.LoadBalancerArn);
    const ids = input.SecurityGroups ?? [];
    if (ids.length === 0) throw validationError('At least one security group must be specified');
    const found = await elb.vpc.securityGroups(ids, record.vpcId, context).catch((): string[] => []);
    const missing = ids.filter((id) => !found.includes(id));
    if (missing.length > 0)
      throw refuse('InvalidSecurityGroup', `The security group '${missing.join("', '")}' does not exist`);
    record.securityGroups = ids;
    return { SecurityGroupIds: ids };
  };

export const setSubnets =
  (elb: Elb): Operation<SetSubnetsInput, SetSubnetsOutput> =>
  async (input, context) => {
    const record = findLoadBalancer(elb, input.LoadBalancerArn);
    const { zones } = await placeInSubnets(elb, input, context);
    record.zones = zones;
    return {
      AvailabilityZones: zones.map(({ zone, subnetId }) => ({ ZoneName: zone, SubnetId: subnetId })),
      IpAddressType: record.ipAddressType as 'ipv4',
    };
  };
