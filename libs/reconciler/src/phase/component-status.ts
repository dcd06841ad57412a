import {
  apiComponent,
  type Component,
  components,
  componentTraits,
  environmentNames,
  liveAlias,
  type Placement,
  placements,
  type Resource,
} from '@phaseline/model';
import type { KindScope } from '../engine/kind.ts';
import { describeService } from '../kinds/describe-service.ts';
import { eventSourceMapping } from '../kinds/event-source-mapping.ts';
import { readFunction } from '../kinds/function.ts';
import { httpApi } from '../kinds/http-api.ts';
import { findQueueUrl } from '../kinds/queue-url.ts';
import { desiredFor } from './desired.ts';
import type { PhaseRequest } from './request.ts';

/** Where one component is placed, and where it is found. */
export interface ComponentStatus {
  readonly component: Component;
  /** Where the phase places it. */
  readonly placement: Placement;
  /** Where it takes work now. */
  readonly carriedBy: readonly Placement[];
  /** The ARN of its service, once there is one. */
  readonly service?: string;
  /** The ARN of its function, once there is one. */
  readonly function?: string;
  /** The URL of its queue, once there is one; of a worker. */
  readonly queueUrl?: string;
}

/** The placement of every component, its service, its function and its queue. Reads only. */
export async function componentStatuses(request: PhaseRequest, scope: KindScope): Promise<ComponentStatus[]> {
  const names = environmentNames(request.environment);
  const onLambda = desiredFor({ ...request, phase: 'serverless' }, scope.place);
  return await Promise.all(
    components.map(async (component): Promise<ComponentStatus> => {
      const functionName = { name: names.function(component), definition: {} };
      const [found, published, queueUrl] = await Promise.all([
        describeService(names.cluster, names.service(component), scope),
        readFunction(functionName, scope),
        componentTraits[component].role === 'worker'
          ? findQueueUrl(names.queue(component), scope)
          : undefined,
      ]);
      const service = found?.status === 'ACTIVE' ? found.serviceArn : undefined;
      const consumes = published !== undefined && (await isInvoked(component, onLambda, scope));
      return {
        component,
        placement: placements[request.phase][component],
        carriedBy: [
          ...(service !== undefined && (found?.desiredCount ?? 0) > 0 ? (['ecs'] as const) : []),
          ...(consumes ? (['lambda'] as const) : []),
        ],
        ...(service === undefined ? {} : { service }),
        ...(published === undefined ? {} : { function: published.outputs['arn'] ?? '' }),
        ...(queueUrl === undefined ? {} : { queueUrl }),
      };
    }),
  );
}

/** Whether anything hands work to the component's function: its mapping, or the HTTP API. */
async function isInvoked(
  component: Component,
  onLambda: readonly Resource[],
  scope: KindScope,
): Promise<boolean> {
  if (component === apiComponent) {
    const api = onLambda.find((resource) => resource.kind === 'httpApi');
    const alias = onLambda.find((resource) => resource.kind === 'functionPermission');
    if (!api || !alias) throw new Error(`${component} has no HTTP API in phase serverless`);
    const live = await readFunction({ name: alias.functionName, definition: {} }, scope, liveAlias);
    return live !== undefined && (await httpApi.read(api, scope)) !== undefined;
  }
  const mapping = onLambda.find(
    (resource) => resource.kind === 'eventSourceMapping' && resource.component === component,
  );
  if (mapping?.kind !== 'eventSourceMapping') throw new Error(`${component} has no event source mapping`);
  return (await eventSourceMapping.read(mapping, scope))?.state['enabled'] === true;
}

/** The components that work elsewhere than the phase places them: those that a switch will move. */
export function movingComponents(statuses: readonly ComponentStatus[]): Component[] {
  return statuses
    .filter(({ placement, carriedBy }) => carriedBy.some((side) => side !== placement))
    .map(({ component }) => component);
}

/** @throws Error naming the components that are not released where they are placed. */
export function refuseMissing(statuses: readonly ComponentStatus[], environment: string): void {
  const missing = (side: Placement, released: 'service' | 'function') =>
    statuses.filter((status) => status.placement === side && status[released] === undefined);
  const lines = [
    { what: 'ECS service', by: 'deploy-ecs-service', found: missing('ecs', 'service') },
    { what: 'function', by: 'publish-lambda', found: missing('lambda', 'function') },
  ].flatMap(({ what, by, found }) =>
    found.length === 0
      ? []
      : [
          `environment ${environment} has no ${what} for ${found.map(({ component }) => component).join(', ')}: ` +
            `release them first (${by}), then switch`,
        ],
  );
  if (lines.length > 0) throw new Error(lines.join('\n'));
}
