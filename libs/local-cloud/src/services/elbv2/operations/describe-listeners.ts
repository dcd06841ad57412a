import type {
  DescribeListenersInput,
  DescribeListenersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findListener, findLoadBalancer, listenersOf, type Elb } from '../elb.ts';
import { validationError } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { showListener } from '../present.ts';

export const describeListeners =
  (elb: Elb): Operation<DescribeListenersInput, DescribeListenersOutput> =>
  (input) => {
    const { LoadBalancerArn: loadBalancer, ListenerArns: arns = [] } = input;
    if (loadBalancer === undefined && arns.length === 0) {
      throw validationError('You must specify either a load balancer ARN or listener ARNs');
    }
    const wanted =
      loadBalancer === undefined
        ? arns.map((arn) => findListener(elb, arn))
        : listenersOf(elb, findLoadBalancer(elb, loadBalancer).arn);
    const { page, NextMarker } = paginate(wanted, input);
    return { Listeners: page.map(showListener), NextMarker };
  };
