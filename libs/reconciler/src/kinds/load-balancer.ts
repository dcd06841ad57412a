import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  type LoadBalancer,
  SetSecurityGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancerResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { toTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, mustLookup, touches } from '../engine/kind.ts';
import { addElbTags, readElbTags } from './elb-tags.ts';
import { defaultSubnets } from './network.ts';

const provisionSeconds = 600;

/** An application load balancer that faces the internet, in every zone of the default VPC. */
export const loadBalancer: Kind<LoadBalancerResource> = {
  async read({ name }, scope) {
    const found = await find(name, scope);
    if (!found) return undefined;
    const { LoadBalancerArn: arn = '', SecurityGroups = [], State } = found;
    return {
      state: { securityGroups: [...SecurityGroups].sort() },
      tags: await readElbTags(arn, scope),
      outputs: outputsOf(found),
      pending: State?.Code === 'provisioning',
    };
  },

  want: ({ securityGroup }, lookup) => ({
    securityGroups: [lookup(securityGroup, 'id') ?? securityGroup],
  }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options, lookup } = scope;
    const SecurityGroups = [mustLookup(lookup, resource.securityGroup, 'id')];
    if (!observed) {
      const { LoadBalancers } = await clients.elb.send(
        new CreateLoadBalancerCommand({
          Name: resource.name,
          Type: 'application',
          Scheme: 'internet-facing',
          Subnets: await defaultSubnets(scope),
          SecurityGroups,
          Tags: toTagList(resource.tags),
        }),
        options,
      );
      return outputsOf(LoadBalancers?.[0]);
    }
    const { arn = '' } = observed.outputs;
    if (touches(changes, 'tags')) await addElbTags(arn, resource.tags, scope);
    if (touches(changes, 'securityGroups')) {
      await clients.elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn: arn, SecurityGroups }), options);
    }
    return observed.outputs;
  },

  async remove({ name }, { outputs }, scope) {
    const { clients, options, signal } = scope;
    await clients.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: outputs['arn'] }), options);
    await poll({ what: `load balancer ${name} to be gone`, timeoutSeconds: 120, signal }, async () =>
      (await find(name, scope)) ? undefined : true,
    );
  },

  async ready(resource, scope) {
    const { name } = resource;
    const { signal, note } = scope;
    await poll(
      { what: `load balancer ${name} to be active`, timeoutSeconds: provisionSeconds, signal },
      async () => {
        const state = (await find(name, scope))?.State;
        if (state?.Code === 'active') return true;
        if (state?.Code === 'failed') throw new Error(`load balancer ${name} failed: ${state.Reason}`);
        note(resource, `load balancer is ${state?.Code ?? 'not there yet'}`);
        return undefined;
      },
    );
  },
};

async function find(
  name: string,
  { clients: { elb }, options }: KindScope,
): Promise<LoadBalancer | undefined> {
  const found = await orAbsent(
    elb.send(new DescribeLoadBalancersCommand({ Names: [name] }), options),
    'LoadBalancerNotFound',
  );
  return found?.LoadBalancers?.[0];
}

function outputsOf(found: LoadBalancer | undefined) {
  return {
    arn: found?.LoadBalancerArn ?? '',
    dnsName: found?.DNSName ?? '',
    hostedZone: found?.CanonicalHostedZoneId ?? '',
  };
}
