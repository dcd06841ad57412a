import type { DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult } from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { applyFilters, onePage } from '../filters.ts';
import type { Ec2, NetworkInterface } from '../records.ts';
import { showInterface } from '../show.ts';

export const describeNetworkInterfaces =
  (ec2: Ec2): Operation<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult> =>
  ({ NetworkInterfaceIds, Filters, NextToken, MaxResults }) => {
    const all = NetworkInterfaceIds?.map((id) => find(ec2, id)) ?? ec2.interfaces.values();
    const found = applyFilters<NetworkInterface>(ec2, all, Filters, {
      'network-interface-id': ({ id }) => [id],
      'subnet-id': ({ subnetId }) => [subnetId],
      'vpc-id': ({ subnetId }) => [ec2.subnets.get(subnetId)?.vpcId],
      'availability-zone': ({ subnetId }) => [ec2.subnets.get(subnetId)?.zone],
      'private-ip-address': ({ address }) => [address],
      'addresses.private-ip-address': ({ address }) => [address],
      'mac-address': ({ macAddress }) => [macAddress],
      'group-id': ({ groupIds }) => groupIds,
      'group-name': ({ groupIds }) => groupIds.map((id) => ec2.groups.get(id)?.name),
      description: ({ description }) => [description],
      status: () => ['in-use'],
      'attachment.status': () => ['attached'],
      'interface-type': () => ['interface'],
      'requester-managed': () => ['true'],
    });
    const { page, ...rest } = onePage(found, NextToken, MaxResults);
    return { NetworkInterfaces: page.map((one) => showInterface(ec2, one)), ...rest };
  };

function find({ interfaces }: Ec2, id: string): NetworkInterface {
  const one = interfaces.get(id);
  if (!one)
    throw new AwsError(
      'InvalidNetworkInterfaceID.NotFound',
      `The networkInterface ID '${id}' does not exist`,
    );
  return one;
}
