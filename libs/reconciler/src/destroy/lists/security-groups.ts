import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, type Lister, removeAs } from '../listed.ts';

export const securityGroups: Lister = async ({ clients: { ec2 }, options }) => {
  const groups = await everyPage(
    async (NextToken) => await ec2.send(new DescribeSecurityGroupsCommand({ NextToken }), options),
    ({ SecurityGroups, NextToken }) => [SecurityGroups, NextToken],
  );
  return groups.map(({ GroupName = '', GroupId: id = '', Tags }) => ({
    kind: 'securityGroup',
    name: GroupName,
    tags: async () => fromTagList(Tags),
    remove: removeAs('securityGroup', GroupName, { id }),
  }));
};
