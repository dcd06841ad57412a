import type { CreateListenerInput, CreateListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { listenerArn, ruleArn } from '../arns.ts';
import { findLoadBalancer, listenersOf, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';
import type { ListenerRecord } from '../model.ts';
import { showListener } from '../present.ts';
import { mergeTags } from '../tag-list.ts';
import { validateActions } from '../validate-actions.ts';
import { validateListener } from '../validate-listener.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html */
export const createListener =
  (elb: Elb): Operation<CreateListenerInput, CreateListenerOutput> =>
  async (input) => {
    const loadBalancer = findLoadBalancer(elb, input.LoadBalancerArn);
    const { port, secure } = validateListener(input, elb.certificates);
    const actions = validateActions(elb, loadBalancer.arn, input.DefaultActions);
    const known = listenersOf(elb, loadBalancer.arn).find((listener) => listener.port === port);
    if (known !== undefined) {
      const same = [known.rules.at(-1)?.actions, known.secure];
      if (JSON.stringify(same) === JSON.stringify([actions, secure]))
        return { Listeners: [showListener(known)] };
      throw refuse(
        'DuplicateListener',
        `A listener already exists on port '${port}' for this load balancer '${loadBalancer.arn}'`,
      );
    }
    const arn = listenerArn(loadBalancer.arn);
    const record: ListenerRecord = {
      arn,
      loadBalancerArn: loadBalancer.arn,
      port,
      secure,
      rules: [{ arn: ruleArn(arn), priority: Infinity, conditions: [], actions, tags: {} }],
      tags: mergeTags({}, input.Tags),
    };
    elb.listeners.set(arn, record);
    elb.dataPlane.refreshUse();
    await elb.dataPlane.open(loadBalancer, record);
    return { Listeners: [showListener(record)] };
  };
