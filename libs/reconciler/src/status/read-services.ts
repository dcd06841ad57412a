import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type Service,
} from '@aws-sdk/client-ecs';
import { type Component, components, environmentNames } from '@phaseline/model';
import type { Context } from '../context.ts';

/** A component's ECS service as it is. */
export interface RunningService {
  readonly name: string;
  readonly runningCount: number;
  readonly desiredCount: number;
  /** `family:revision` */
  readonly revision: string | undefined;
  readonly imageDigest: string | undefined;
}

/** The services of an environment, by component. Reads only. */
export async function readServices(
  environment: string,
  { clients: { ecs }, signal }: Context,
): Promise<ReadonlyMap<Component, RunningService>> {
  const names = environmentNames(environment);
  const found = await ecs
    .send(
      new DescribeServicesCommand({ cluster: names.cluster, services: components.map(names.service) }),
      signal && { abortSignal: signal },
    )
    .catch((error: unknown) => {
      if (error instanceof ClusterNotFoundException) return undefined;
      throw error;
    });
  const services = new Map<Component, RunningService>();
  await Promise.all(
    components.map(async (component) => {
      const service = found?.services?.find(
        ({ serviceName, status }) => serviceName === names.service(component) && status === 'ACTIVE',
      );
      if (service) services.set(component, await runningService(ecs, service, component, signal));
    }),
  );
  return services;
}

async function runningService(
  ecs: ECSClient,
  { serviceName = '', runningCount = 0, desiredCount = 0, taskDefinition }: Service,
  component: string,
  signal: AbortSignal | undefined,
): Promise<RunningService> {
  const described = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition }),
    signal && { abortSignal: signal },
  );
  const containers = described.taskDefinition?.containerDefinitions ?? [];
  const image = (containers.find(({ name }) => name === component) ?? containers[0])?.image;
  const revision = taskDefinition?.split('/').at(-1);
  return { name: serviceName, runningCount, desiredCount, revision, imageDigest: image?.split('@')[1] };
}
