import {
  type Component,
  components,
  environmentNames,
  type Phase,
  type Placement,
  placements,
  resourceId,
} from '@phaseline/model';

/** Where one component is now, and where a phase places it. */
export interface ComponentMove {
  readonly component: Component;
  /** Both in the middle of a switch; empty where it was never released. */
  readonly from: readonly Placement[];
  readonly to: Placement;
}

/** @param observed what is there, by id */
export function componentMoves(
  phase: Phase,
  environment: string,
  observed: { has(id: string): boolean },
): ComponentMove[] {
  const names = environmentNames(environment);
  return components.map((component) => ({
    component,
    from: [
      ...(observed.has(resourceId('service', names.service(component))) ? (['ecs'] as const) : []),
      ...(observed.has(resourceId('function', names.function(component))) ? (['lambda'] as const) : []),
    ],
    to: placements[phase][component],
  }));
}
