import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import { createBatcher } from '../aws/batcher.ts';
import type { Clients } from '../aws/clients.ts';
import { orAbsent } from '../aws/errors.ts';
import type { KindScope } from '../engine/kind.ts';

const servicesPerCall = 10;
const batchers = new WeakMap<Clients, Map<string, ReturnType<typeof createBatcher<Service>>>>();

/**
 * A service as ECS describes it, whatever its status; undefined when there is none, or no such cluster. What is asked for at
 * the same time goes in calls of ten.
 */
export async function describeService(
  cluster: string,
  name: string,
  scope: Pick<KindScope, 'clients'>,
): Promise<Service | undefined> {
  const byCluster =
    batchers.get(scope.clients) ?? new Map<string, ReturnType<typeof createBatcher<Service>>>();
  batchers.set(scope.clients, byCluster);
  const batched = byCluster.get(cluster) ?? createBatcher(servicesPerCall, loader(cluster, scope.clients));
  byCluster.set(cluster, batched);
  return await batched(name);
}

// No signal: several askers share a call, and one that gives up must not take the others with it.
function loader(cluster: string, { ecs }: Clients) {
  return async (names: readonly string[]): Promise<Map<string, Service>> => {
    const answer = await orAbsent(
      ecs.send(new DescribeServicesCommand({ cluster, services: [...new Set(names)], include: ['TAGS'] })),
      'ClusterNotFound',
    );
    return new Map((answer?.services ?? []).map((found) => [found.serviceName ?? '', found]));
  };
}
