import type { DescribeRouteTablesRequest, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import type { Operation } from '../../../service.ts';
import { applyFilters, onePage } from '../filters.ts';
import { defaultId } from '../ids.ts';
import type { Ec2 } from '../records.ts';
import { showTags } from '../tags.ts';

/** Every VPC has its main route table and no other: out by the internet gateway, as a default VPC has it. */
export const describeRouteTables =
  (ec2: Ec2): Operation<DescribeRouteTablesRequest, DescribeRouteTablesResult> =>
  ({ RouteTableIds, Filters, NextToken, MaxResults }) => {
    const all = [...ec2.vpcs.values()]
      .map((vpc) => ({ id: defaultId('rtb', vpc.id), vpc }))
      .filter(({ id }) => RouteTableIds?.includes(id) ?? true);
    const found = applyFilters(ec2, all, Filters, {
      'route-table-id': ({ id }) => [id],
      'vpc-id': ({ vpc }) => [vpc.id],
      'association.main': () => ['true'],
      'association.route-table-id': ({ id }) => [id],
      // Subnets are associated with the main table by default, not by an association of their own.
      'association.subnet-id': () => [],
      'route.destination-cidr-block': ({ vpc }) => [vpc.cidr, '0.0.0.0/0'],
      'route.gateway-id': ({ vpc }) => ['local', defaultId('igw', vpc.id)],
    });
    const { page, ...rest } = onePage(found, NextToken, MaxResults);
    return {
      RouteTables: page.map(({ id, vpc }) => ({
        RouteTableId: id,
        VpcId: vpc.id,
        OwnerId: ec2.account,
        Associations: [
          {
            Main: true,
            RouteTableId: id,
            RouteTableAssociationId: defaultId('rtbassoc', id),
            AssociationState: { State: 'associated' },
          },
        ],
        Routes: [
          { DestinationCidrBlock: vpc.cidr, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
          {
            DestinationCidrBlock: '0.0.0.0/0',
            GatewayId: defaultId('igw', vpc.id),
            Origin: 'CreateRoute',
            State: 'active',
          },
        ],
        PropagatingVgws: [],
        Tags: showTags(ec2, id),
      })),
      ...rest,
    };
  };
