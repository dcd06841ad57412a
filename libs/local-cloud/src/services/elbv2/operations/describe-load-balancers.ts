import type {
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import type { Elb } from '../elb.ts';
import { refuse } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { showLoadBalancer } from '../present.ts';

export const describeLoadBalancers =
  (elb: Elb): Operation<DescribeLoadBalancersInput, DescribeLoadBalancersOutput> =>
  (input) => {
    const all = [...elb.loadBalancers.values()];
    const { LoadBalancerArns: arns = [], Names: names = [] } = input;
    const missing =
      arns.find((arn) => !elb.loadBalancers.has(arn)) ??
      names.find((name) => !all.some((record) => record.name === name));
    if (missing !== undefined) {
      throw refuse(
        'LoadBalancerNotFound',
        names.length > 0
          ? `Load balancers '[${names.join(', ')}]' not found`
          : `Load balancer '${missing}' not found`,
      );
    }
    const wanted = all.filter(
      (record) =>
        (arns.length === 0 || arns.includes(record.arn)) &&
        (names.length === 0 || names.includes(record.name)),
    );
    const { page, NextMarker } = paginate(wanted, input);
    return { LoadBalancers: page.map(showLoadBalancer), NextMarker };
  };
