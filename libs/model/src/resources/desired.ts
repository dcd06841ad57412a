import type { Domain } from '../domain.ts';
import { apiComponent, components, type Component } from '../components.ts';
import { type Phase, placements } from '../phase.ts';
import type { Resource } from '../resource.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { defaultSystem } from '../tags.ts';
import type { TaskDefinition } from '../task-definition/shape.ts';
import { ecsScaling, ecsService } from './ecs-component.ts';
import { ecsFront } from './front.ts';
import { customDomain, httpFront } from './http-front.ts';
import { eventSource, type FunctionArtifact, functionGround, lambdaFunction } from './lambda-component.ts';
import { executionRole, taskRole } from './roles.ts';
import { createScope, type Scope } from './scope.ts';
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
  /** The ARN of the managed policy that limits every role; no boundary is asked for without it. */
  readonly permissionsBoundary?: string | undefined;
  /** Rendered task definitions; a component without one has no task definition and no service in the list. */
  readonly taskDefinitions?: Readonly<Partial<Record<Component, TaskDefinition>>>;
  /** Rendered functions and their code; a component without one has no function in the list. */
  readonly functions?: Readonly<Partial<Record<Component, FunctionArtifact>>>;
  readonly settings?: Partial<Settings>;
  /** Without one each front has only an address of its own. */
  readonly domain?: Domain | undefined;
}

/**
 * Everything that should be there in a phase, each with what must be there before it.
 * @throws RangeError when the environment's name is not valid; Error when the API's task definition maps no port for the load balancer
 */
export function desiredResources(state: DesiredState): Resource[] {
  const scope = scopeOf(state);
  const placed = placements[state.phase];
  const { taskDefinitions = {}, functions = {} } = state;
  const onEcs = components.filter((component) => placed[component] === 'ecs');
  const onLambda = components.filter((component) => placed[component] === 'lambda');
  const hasFunction = (component: Component) => functions[component] !== undefined;
  return [
    ...spineResources(scope),
    ...(onEcs.length > 0 ? [executionRole(scope), scope.describe('cluster', scope.names.cluster, {})] : []),
    // Before any front, and in every phase: by it everything else of the domain is found.
    ...customDomain(scope),
    ...(placed[apiComponent] === 'ecs'
      ? ecsFront(scope)
      : httpFront(scope, { hasFunction: hasFunction(apiComponent) })),
    // In every phase: a switch back finds the images it left.
    ...components.flatMap((component) => storageResources(component, scope)),
    ...onEcs.flatMap((component) => taskRole(component, scope)),
    ...onLambda.flatMap((component) => functionGround(component, scope)),
    ...onEcs.flatMap((component) => {
      const definition = taskDefinitions[component];
      return definition ? ecsService(component, definition, scope) : [];
    }),
    ...onLambda.flatMap((component) => {
      const artifact = functions[component];
      return artifact ? lambdaFunction(component, artifact, scope) : [];
    }),
    ...onEcs.flatMap((component) => ecsScaling(component, scope, taskDefinitions[component] !== undefined)),
    ...onLambda.flatMap((component) =>
      eventSource(component, scope, {
        settings: functions[component]?.definition.EventSourceMapping,
        enabled: true,
        hasFunction: hasFunction(component),
      }),
    ),
  ];
}

function scopeOf(state: DesiredState): Scope {
  return createScope(state, {
    system: state.system ?? defaultSystem,
    environment: state.environment,
    emailFrom: state.emailFrom,
    permissionsBoundary: state.permissionsBoundary,
    domain: state.domain,
    settings: { ...defaultSettings(state.environment), ...state.settings },
  });
}
