import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Component, components, environmentNames, type Placement } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { Context } from '../context.ts';

/** Where one component runs, and what. */
export interface RunningComponent {
  readonly component: Component;
  readonly placement: Placement | 'none';
  readonly runningCount: number;
  readonly desiredCount: number;
  /** `family:revision` */
  readonly revision: string | undefined;
  readonly imageDigest: string | undefined;
}

/** What runs where in one environment. */
export interface EnvironmentStatus {
  readonly components: readonly RunningComponent[];
  readonly frontUrl: string | undefined;
}

/**
 * Reads what runs in an environment; an environment that does not exist has no component placed.
 *
 * @throws RangeError when the environment's name is not valid; the AWS error when a call is refused.
 */
export async function readStatus(
  { environment }: { readonly environment: string },
  { clients, signal }: Context,
): Promise<EnvironmentStatus> {
  const names = environmentNames(environment);
  const options = signal && { abortSignal: signal };
  const [services, balancers] = await Promise.all([
    clients.ecs
      .send(
        new DescribeServicesCommand({ cluster: names.cluster, services: components.map(names.service) }),
        options,
      )
      .then((output) => output.services ?? [])
      .catch((error: unknown) => {
        if (error instanceof ClusterNotFoundException) return [];
        throw error;
      }),
    orAbsent(
      clients.elb.send(new DescribeLoadBalancersCommand({ Names: [names.loadBalancer] }), options),
      'LoadBalancerNotFound',
    ),
  ]);
  const dnsName = balancers?.LoadBalancers?.[0]?.DNSName;
  return {
    components: await Promise.all(
      components.map(async (component) => {
        const service = services.find(
          (found) => found.serviceName === names.service(component) && found.status !== 'INACTIVE',
        );
        if (service === undefined) {
          return {
            component,
            placement: 'none',
            runningCount: 0,
            desiredCount: 0,
            revision: undefined,
            imageDigest: undefined,
          } as const;
        }
        return {
          component,
          placement: 'ecs',
          runningCount: service.runningCount ?? 0,
          desiredCount: service.desiredCount ?? 0,
          revision: service.taskDefinition?.split('/').at(-1),
          imageDigest: await readImageDigest(clients.ecs, service.taskDefinition, component, signal),
        } as const;
      }),
    ),
    frontUrl: dnsName && `http://${dnsName}`,
  };
}

async function readImageDigest(
  ecs: ECSClient,
  taskDefinition: string | undefined,
  component: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (taskDefinition === undefined) return undefined;
  const described = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition }),
    signal && { abortSignal: signal },
  );
  const containers = described.taskDefinition?.containerDefinitions ?? [];
  const image = (containers.find((container) => container.name === component) ?? containers[0])?.image;
  return image?.split('@')[1];
}
