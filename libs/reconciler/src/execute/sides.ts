import {
  type Component,
  type Phase,
  phases,
  type Placement,
  placements,
  type Resource,
  type ResourceKind,
  type ResourceOf,
} from '@phaseline/model';
import { anyTaskDefinitions, desiredFor, functionsOf } from '../phase/desired.ts';
import type { PhaseRequest } from '../phase/request.ts';
import type { AwsPlace } from '@phaseline/model';

/** The resources of each component on each placement, whatever the phase. */
export interface Sides {
  /** All of one kind; none where the component has no such thing on that side. */
  of<Kind extends ResourceKind>(component: Component, kind: Kind): ResourceOf<Kind>[];
  /** The one of its kind. @throws Error where there is none, or more than one */
  one<Kind extends ResourceKind>(component: Component, kind: Kind): ResourceOf<Kind>;
  /** All that a component stands behind on a placement. */
  front(placement: Placement): Resource[];
  /** What components stand on together, and a phase has no use for. */
  unusedIn(phase: Phase): Resource[];
}

/** What the front of a placement is made of; the first is what it is found by, and goes last. */
const frontKinds: Readonly<Record<Placement, readonly ResourceKind[]>> = {
  ecs: ['loadBalancer', 'targetGroup', 'listener', 'securityGroup'],
  lambda: ['httpApi', 'httpIntegration', 'httpRoute', 'httpStage', 'apiMapping', 'functionPermission'],
};

/** Of what components stand on together; the spine, repositories, roles and log groups stay in every phase. */
const sharedKinds: readonly ResourceKind[] = ['cluster', 'securityGroup'];

/** Both sides of every component, as a request wants them. */
export function sidesOf(request: Omit<PhaseRequest, 'phase'>, place: AwsPlace): Sides {
  const released = { taskDefinitions: anyTaskDefinitions(request), functions: functionsOf(request) };
  const all = new Map(
    phases
      .filter((phase) => new Set(Object.values(placements[phase])).size === 1)
      .flatMap((phase) => desiredFor({ ...request, phase }, place, released))
      .map((resource) => [resource.id, resource]),
  );
  const of = <Kind extends ResourceKind>(component: Component, kind: Kind) =>
    [...all.values()].filter(
      (resource): resource is ResourceOf<Kind> => resource.component === component && resource.kind === kind,
    );
  return {
    of,
    one(component, kind) {
      const [found, ...more] = of(component, kind);
      if (found && more.length === 0) return found;
      throw new Error(`${component} has ${found ? 'more than one' : 'no'} ${kind}`);
    },
    front: (placement) => [...all.values()].filter(({ kind }) => frontKinds[placement].includes(kind)),
    unusedIn(phase) {
      const used = new Set(desiredFor({ ...request, phase }, place, released).map(({ id }) => id));
      return [...all.values()].filter(({ id, kind }) => sharedKinds.includes(kind) && !used.has(id));
    },
  };
}
