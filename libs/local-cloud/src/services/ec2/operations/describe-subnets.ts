import type { DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { Operation } from '../../../service.ts';
import { countFree } from '../addresses.ts';
import { applyFilters, onePage } from '../filters.ts';
import { findSubnet } from '../find.ts';
import type { Ec2, Subnet } from '../records.ts';
import { showSubnet } from '../show.ts';

export const describeSubnets =
  (ec2: Ec2): Operation<DescribeSubnetsRequest, DescribeSubnetsResult> =>
  ({ SubnetIds, Filters, NextToken, MaxResults }) => {
    const all = SubnetIds?.map((id) => findSubnet(ec2, id)) ?? ec2.subnets.values();
    const found = applyFilters<Subnet>(ec2, all, Filters, {
      'subnet-id': ({ id }) => [id],
      'vpc-id': ({ vpcId }) => [vpcId],
      'availability-zone': ({ zone }) => [zone],
      availabilityZone: ({ zone }) => [zone],
      'availability-zone-id': ({ zoneId }) => [zoneId],
      'available-ip-address-count': ({ cidr }) => [String(countFree(ec2, cidr))],
      'cidr-block': ({ cidr }) => [cidr],
      'default-for-az': () => ['true'],
      defaultForAz: () => ['true'],
      'map-public-ip-on-launch': () => ['true'],
      state: () => ['available'],
    });
    const { page, ...rest } = onePage(found, NextToken, MaxResults);
    return { Subnets: page.map((subnet) => showSubnet(ec2, subnet)), ...rest };
  };
