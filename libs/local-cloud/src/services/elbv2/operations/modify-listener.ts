import type { ModifyListenerInput, ModifyListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findListener, findLoadBalancer, listenersOf, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';
import { showListener } from '../present.ts';
import { validateActions } from '../validate-actions.ts';
import { validateListener } from '../validate-listener.ts';

export const modifyListener =
  (elb: Elb): Operation<ModifyListenerInput, ModifyListenerOutput> =>
  async (input) => {
    const listener = findListener(elb, input.ListenerArn);
    const loadBalancer = findLoadBalancer(elb, listener.loadBalancerArn);
    const { port, secure } = validateListener(input, elb.certificates, listener);
    if (listenersOf(elb, loadBalancer.arn).some((other) => other !== listener && other.port === port)) {
      throw refuse(
        'DuplicateListener',
        `A listener already exists on port '${port}' for this load balancer '${loadBalancer.arn}'`,
      );
    }
    const fallback = listener.rules.at(-1);
    if (input.DefaultActions !== undefined && fallback !== undefined) {
      fallback.actions = validateActions(elb, loadBalancer.arn, input.DefaultActions);
      elb.dataPlane.refreshUse();
    }
    if (port !== listener.port || JSON.stringify(secure) !== JSON.stringify(listener.secure)) {
      await elb.dataPlane.close(listener);
      Object.assign(listener, { port, secure });
      await elb.dataPlane.open(loadBalancer, listener);
    }
    return { Listeners: [showListener(listener)] };
  };
