import {
  type Component,
  components,
  componentTraits,
  environmentNames,
  type Placement,
  placements,
} from '@phaseline/model';
import type { KindScope } from '../engine/kind.ts';
import { describeService } from '../kinds/describe-service.ts';
import { findQueueUrl } from '../kinds/queue-url.ts';
import type { PhaseRequest } from './request.ts';

/** Where one component is placed, and where it is found. */
export interface ComponentStatus {
  readonly component: Component;
  readonly placement: Placement;
  /** The ARN of its service, once there is one. */
  readonly service?: string;
  /** The URL of its queue, once there is one; of a worker. */
  readonly queueUrl?: string;
}

/** The placement of every component, its service and its queue. Reads only. */
export async function componentStatuses(
  { phase, environment }: Pick<PhaseRequest, 'phase' | 'environment'>,
  scope: KindScope,
): Promise<ComponentStatus[]> {
  const names = environmentNames(environment);
  return await Promise.all(
    components.map(async (component) => {
      const [found, queueUrl] = await Promise.all([
        describeService(names.cluster, names.service(component), scope),
        componentTraits[component].role === 'worker'
          ? findQueueUrl(names.queue(component), scope)
          : undefined,
      ]);
      const service = found?.status === 'ACTIVE' ? found.serviceArn : undefined;
      return {
        component,
        placement: placements[phase][component],
        ...(service === undefined ? {} : { service }),
        ...(queueUrl === undefined ? {} : { queueUrl }),
      };
    }),
  );
}

/** @throws Error naming the components that are placed on ECS and have no service there. */
export function refuseMissingServices(statuses: readonly ComponentStatus[], environment: string): void {
  const missing = statuses.filter(({ placement, service }) => placement === 'ecs' && service === undefined);
  if (missing.length === 0) return;
  throw new Error(
    `environment ${environment} has no ECS service for ${missing.map(({ component }) => component).join(', ')}: ` +
      'release them first (deploy-ecs-service), then switch',
  );
}
