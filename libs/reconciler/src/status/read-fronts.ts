import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { environmentNames } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { findApi } from '../kinds/http-api.ts';

/** The fronts that are there, by URL: one, or both while a switch moves from one to the other. */
export interface Fronts {
  readonly loadBalancer: string | undefined;
  readonly httpApi: string | undefined;
}

/** Looks for both. Reads only. */
export async function readFronts(environment: string, { clients, signal }: Context): Promise<Fronts> {
  const names = environmentNames(environment);
  const options = signal === undefined ? {} : { abortSignal: signal };
  const [balancers, api] = await Promise.all([
    orAbsent(
      clients.elb.send(new DescribeLoadBalancersCommand({ Names: [names.loadBalancer] }), options),
      'LoadBalancerNotFound',
    ),
    findApi(names.httpApi, { clients, options }),
  ]);
  const dnsName = balancers?.LoadBalancers?.[0]?.DNSName;
  return { loadBalancer: dnsName && `http://${dnsName}`, httpApi: api?.ApiEndpoint };
}
