import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { attributeList, mergeLoadBalancer } from '../attributes.ts';
import { findLoadBalancer, type Elb } from '../elb.ts';

export const describeLoadBalancerAttributes =
  (elb: Elb): Operation<DescribeLoadBalancerAttributesInput, DescribeLoadBalancerAttributesOutput> =>
  (input) => ({ Attributes: attributeList(findLoadBalancer(elb, input.LoadBalancerArn).attributes) });

export const modifyLoadBalancerAttributes =
  (elb: Elb): Operation<ModifyLoadBalancerAttributesInput, ModifyLoadBalancerAttributesOutput> =>
  (input) => {
    const record = findLoadBalancer(elb, input.LoadBalancerArn);
    record.attributes = mergeLoadBalancer(record.attributes, input.Attributes ?? []);
    return { Attributes: attributeList(record.attributes) };
  };
