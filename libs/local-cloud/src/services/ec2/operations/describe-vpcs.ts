import type { DescribeVpcsRequest, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import type { Operation } from '../../../service.ts';
import { applyFilters, onePage } from '../filters.ts';
import { findVpc } from '../find.ts';
import type { Ec2, Vpc } from '../records.ts';
import { showVpc } from '../show.ts';

export const describeVpcs =
  (ec2: Ec2): Operation<DescribeVpcsRequest, DescribeVpcsResult> =>
  ({ VpcIds, Filters, NextToken, MaxResults }) => {
    const all = VpcIds?.map((id) => findVpc(ec2, id)) ?? ec2.vpcs.values();
    const found = applyFilters<Vpc>(ec2, all, Filters, {
      'vpc-id': ({ id }) => [id],
      cidr: ({ cidr }) => [cidr],
      'cidr-block-association.cidr-block': ({ cidr }) => [cidr],
      'is-default': ({ isDefault }) => [String(isDefault)],
      isDefault: ({ isDefault }) => [String(isDefault)],
      state: () => ['available'],
    });
    const { page, ...rest } = onePage(found, NextToken, MaxResults);
    return { Vpcs: page.map((vpc) => showVpc(ec2, vpc)), ...rest };
  };
