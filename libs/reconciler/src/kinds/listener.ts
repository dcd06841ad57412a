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
import { type Kind, type Lookup, mustLookup, touches } from '../engine/kind.ts';
import { addElbTags, readElbTags } from './elb-tags.ts';

/** The newest TLS of AWS that clients of today speak: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** A listener that sends all to one target group, or redirects all to one host by HTTPS. */
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
      state: {
        protocol: found.Protocol,
        leadsTo: leadsTo(found),
        certificate: found.Certificates?.[0]?.CertificateArn,
        tlsPolicy: found.SslPolicy,
      },
      tags: await readElbTags(arn, scope),
      outputs: { arn },
    };
  },

  want: ({ leadsTo: to, certificateArn }, lookup) => ({
    protocol: certificateArn === undefined ? 'HTTP' : 'HTTPS',
    leadsTo: 'redirect' in to ? `https://${to.redirect}` : (lookup(to.targetGroup, 'arn') ?? to.targetGroup),
    certificate: certificateArn,
    tlsPolicy: certificateArn === undefined ? undefined : tlsPolicy,
  }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options, lookup } = scope;
    const target = settingsOf(resource, lookup);
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
    if (touches(changes, 'protocol', 'leadsTo', 'certificate', 'tlsPolicy')) {
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

function settingsOf({ leadsTo: to, port, certificateArn }: ListenerResource, lookup: Lookup) {
  const action: Action =
    'redirect' in to
      ? {
          Type: 'redirect',
          RedirectConfig: { Protocol: 'HTTPS', Port: '443', Host: to.redirect, StatusCode: 'HTTP_301' },
        }
      : { Type: 'forward', TargetGroupArn: mustLookup(lookup, to.targetGroup, 'arn') };
  return {
    Port: port,
    DefaultActions: [action],
    ...(certificateArn === undefined
      ? { Protocol: 'HTTP' as const }
      : {
          Protocol: 'HTTPS' as const,
          Certificates: [{ CertificateArn: certificateArn }],
          SslPolicy: tlsPolicy,
        }),
  };
}

function leadsTo({ DefaultActions = [] }: Listener): string | undefined {
  const [action] = DefaultActions;
  const { RedirectConfig: redirect } = action ?? {};
  if (redirect) return `${redirect.Protocol?.toLowerCase()}://${redirect.Host}`;
  return action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
}
