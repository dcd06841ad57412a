import {
  type Action,
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  type Listener,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ListenerResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { toTagList } from '../aws/tags.ts';
import { type Kind, mustLookup, touches } from '../engine/kind.ts';
import { addElbTags, readElbTags } from './elb-tags.ts';

/** An HTTP listener that forwards all to one target group. */
export const listener: Kind<ListenerResource> = {
  async read({ loadBalancer, port }, scope) {
    const { clients, options, lookup } = scope;
    const balancer = lookup(loadBalancer, 'arn');
    if (balancer === undefined) return undefined;
    const described = await orAbsent(
      clients.elb.send(new DescribeListenersCommand({ LoadBalancerArn: balancer }), options),
      'LoadBalancerNotFound',
      'ListenerNotFound',
    );
    const found = described?.Listeners?.find(({ Port }) => Port === port);
    if (!found?.ListenerArn) return undefined;
    const arn = found.ListenerArn;
    return {
      state: { protocol: found.Protocol, forwardsTo: forwardsTo(found) },
      tags: await readElbTags(arn, scope),
      outputs: { arn },
    };
  },

  want: ({ targetGroup }, lookup) => ({
    protocol: 'HTTP',
    forwardsTo: lookup(targetGroup, 'arn') ?? targetGroup,
  }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options, lookup } = scope;
    const forward: Action = {
      Type: 'forward',
      TargetGroupArn: mustLookup(lookup, resource.targetGroup, 'arn'),
    };
    const target = { Protocol: 'HTTP' as const, Port: resource.port, DefaultActions: [forward] };
    if (!observed) {
      const { Listeners } = await clients.elb.send(
        new CreateListenerCommand({
          LoadBalancerArn: mustLookup(lookup, resource.loadBalancer, 'arn'),
          ...target,
          Tags: toTagList(resource.tags),
        }),
        options,
      );
      return { arn: Listeners?.[0]?.ListenerArn ?? '' };
    }
    const { arn = '' } = observed.outputs;
    if (touches(changes, 'tags')) await addElbTags(arn, resource.tags, scope);
    if (touches(changes, 'protocol', 'forwardsTo')) {
      await clients.elb.send(new ModifyListenerCommand({ ListenerArn: arn, ...target }), options);
    }
    return observed.outputs;
  },

  async remove(_resource, { outputs }, { clients: { elb }, options }) {
    await orAbsent(
      elb.send(new DeleteListenerCommand({ ListenerArn: outputs['arn'] }), options),
      'ListenerNotFound',
    );
  },
};

function forwardsTo({ DefaultActions = [] }: Listener): string | undefined {
  const [action] = DefaultActions;
  return action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
}
