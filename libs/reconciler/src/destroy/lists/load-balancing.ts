import {
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, type Listed, type Lister, removeAs } from '../listed.ts';

/** Load balancers, whose listeners go with them, and target groups. */
export const loadBalancing: Lister = async ({ clients: { elb }, options }) => {
  const balancers = await everyPage(
    async (Marker) => await elb.send(new DescribeLoadBalancersCommand({ Marker }), options),
    ({ LoadBalancers, NextMarker }) => [LoadBalancers, NextMarker],
  );
  const groups = await everyPage(
    async (Marker) => await elb.send(new DescribeTargetGroupsCommand({ Marker }), options),
    ({ TargetGroups, NextMarker }) => [TargetGroups, NextMarker],
  );
  const listed = (kind: 'loadBalancer' | 'targetGroup', name = '', arn = ''): Listed => ({
    kind,
    name,
    tags: async () => {
      const ask = new DescribeTagsCommand({ ResourceArns: [arn] });
      return fromTagList((await elb.send(ask, options)).TagDescriptions?.[0]?.Tags);
    },
    remove: removeAs(kind, name, { arn }),
  });
  return [
    ...balancers.map((found) => listed('loadBalancer', found.LoadBalancerName, found.LoadBalancerArn)),
    ...groups.map((found) => listed('targetGroup', found.TargetGroupName, found.TargetGroupArn)),
  ];
};
