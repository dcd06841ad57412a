import { components, type Component } from '../components.ts';
import { type Phase, placements } from '../phase.ts';
import type { Resource } from '../resource.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { defaultSystem } from '../tags.ts';
import type { TaskDefinition } from '../task-definition/shape.ts';
import { ecsScaling, ecsService } from './ecs-component.ts';
import { ecsFront } from './front.ts';
import { executionRole, taskRole } from './roles.ts';
import { createScope } from './scope.ts';
import { spineResources } from './spine.ts';
import { storageResources } from './storage.ts';

/** What {@link desiredResources} takes. */
export interface DesiredState {
  /** The system's name in tags. */
  readonly system?: string;
  readonly phase: Phase;
  readonly environment: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The address that order confirmations come from. */
  readonly emailFrom: string;
  /** Rendered task definitions; a component without one has no task definition and no service in the list. */
  readonly taskDefinitions?: Readonly<Partial<Record<Component, TaskDefinition>>>;
  readonly settings?: Partial<Settings>;
}

/**
 * Everything that should be there, each with what must be there before it.
 * @throws RangeError when the environment's name is not valid; Error when the phase is not built yet, or when the API's
 * task definition maps no port for the load balancer
 */
export function desiredResources(state: DesiredState): Resource[] {
  if (state.phase !== 'ecs') {
    throw new Error(
      `phase ${state.phase} is not built yet: phase ecs is; hybrid and serverless come with issue 3`,
    );
  }
  const scope = createScope(state, {
    system: state.system ?? defaultSystem,
    environment: state.environment,
    emailFrom: state.emailFrom,
    settings: { ...defaultSettings(state.environment), ...state.settings },
  });
  const onEcs = components.filter((component) => placements[state.phase][component] === 'ecs');
  return [
    ...spineResources(scope),
    executionRole(scope),
    scope.describe('cluster', scope.names.cluster, {}),
    ...ecsFront(scope),
    ...components.flatMap((component) => storageResources(component, scope)),
    ...onEcs.flatMap((component) => taskRole(component, scope)),
    ...onEcs.flatMap((component) => {
      const definition = state.taskDefinitions?.[component];
      return definition ? ecsService(component, definition, scope) : [];
    }),
    ...onEcs.flatMap((component) =>
      ecsScaling(component, scope, state.taskDefinitions?.[component] !== undefined),
    ),
  ];
}
