import { callService } from '../../../call-service.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import type { Service } from '../../../service.ts';

export interface CurrentCapacity {
  readonly desired: number;
  readonly running: number;
  /** A deployment is going on: scaling in waits for its end. */
  readonly deploying: boolean;
}

/** The desired count of ECS services, as scaling reads and sets it. */
export interface Capacity {
  /** Undefined when there is no such service, or it is being deleted. */
  read(resourceId: string): Promise<CurrentCapacity | undefined>;
  set(resourceId: string, desired: number): Promise<void>;
}

interface Described {
  services?: {
    status?: string;
    desiredCount?: number;
    runningCount?: number;
    deployments?: { rolloutState?: string }[];
  }[];
}

/** Calls this cloud's ECS in-process, as Application Auto Scaling's service-linked role does. */
export function ecsCapacity(
  ecs: Pick<Service, 'operations' | 'signingName'>,
  environment: CloudEnvironment,
): Capacity {
  const context = () => environment.contextFor('ecs.application-autoscaling.amazonaws.com');
  const parts = (resourceId: string): { cluster: string; service: string } => {
    const [, cluster = '', service = ''] = resourceId.split('/');
    return { cluster, service };
  };
  return {
    async read(resourceId) {
      const { cluster, service } = parts(resourceId);
      const answer = await callService<Described>(
        ecs,
        'DescribeServices',
        { cluster, services: [service] },
        context(),
      ).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ClusterNotFoundException') return { services: [] };
        throw error;
      });
      const found = answer.services?.[0];
      if (found === undefined || found.status !== 'ACTIVE') return undefined;
      const deployments = found.deployments ?? [];
      return {
        desired: found.desiredCount ?? 0,
        running: found.runningCount ?? 0,
        deploying:
          deployments.length > 1 || deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS'),
      };
    },
    async set(resourceId, desired) {
      await callService(ecs, 'UpdateService', { ...parts(resourceId), desiredCount: desired }, context());
    },
  };
}
