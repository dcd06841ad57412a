import {
  EC2Client,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
} from '@aws-sdk/client-ec2';
import { everyItem, type Inventory, item } from '../item.ts';

export const ec2: Inventory = async (options) => {
  const client = new EC2Client(options);
  const groups = await everyItem(
    paginateDescribeSecurityGroups({ client }, {}),
    ({ SecurityGroups }) => SecurityGroups,
  );
  const interfaces = await everyItem(
    paginateDescribeNetworkInterfaces({ client }, {}),
    ({ NetworkInterfaces }) => NetworkInterfaces,
  );
  return [
    ...groups.map((group) => item('ec2', 'security-group', group.GroupName, group)),
    ...interfaces.map((found) => item('ec2', 'network-interface', found.NetworkInterfaceId, found)),
  ];
};
