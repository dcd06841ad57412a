import type {
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findLoadBalancer, findTargetGroup, loadBalancersOf, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { showTargetGroup } from '../present.ts';

export const describeTargetGroups =
  (elb: Elb): Operation<DescribeTargetGroupsInput, DescribeTargetGroupsOutput> =>
  (input) => {
    const { LoadBalancerArn: loadBalancer, TargetGroupArns: arns = [], Names: names = [] } = input;
    if (loadBalancer !== undefined) findLoadBalancer(elb, loadBalancer);
    for (const arn of arns) findTargetGroup(elb, arn);
    const all = [...elb.targetGroups.values()];
    if (names.some((name) => !all.some((record) => record.name === name))) {
      throw refuse('TargetGroupNotFound', `One or more target groups not found: '${names.join("', '")}'`);
    }
    const wanted = all.filter(
      (record) =>
        (arns.length === 0 || arns.includes(record.arn)) &&
        (names.length === 0 || names.includes(record.name)) &&
        (loadBalancer === undefined || loadBalancersOf(elb, record.arn).includes(loadBalancer)),
    );
    const { page, NextMarker } = paginate(wanted, input);
    return { TargetGroups: page.map((record) => showTargetGroup(elb, record)), NextMarker };
  };
