import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import {
  type Component,
  desiredResources,
  type DesiredState,
  monthlyCost,
  type Phase,
  type Resource,
} from '@phaseline/model';
import type { Context } from '../context.ts';
import { observe } from '../engine/observe.ts';
import { type Planned, plan } from '../engine/plan.ts';
import { createEngineScope } from '../engine/scope.ts';
import { type ComponentMove, componentMoves } from './component-moves.ts';
import { artifactsOf } from './planned-artifacts.ts';
import { seenFromRelease } from './planned-release.ts';
import type { PhaseRequest } from './request.ts';
import { costThere, type Retired, retiredResources } from './retired-resources.ts';

/** Which phase to plan, and what a deploy would release in it; a component without a function.json is not planned as a function. */
export interface PlanPhaseRequest extends PhaseRequest {
  /** Task definitions in AWS's own shape, placeholders and all; without one a component's release is not planned. */
  readonly taskDefinitions?: Readonly<Partial<Record<Component, RegisterTaskDefinitionCommandInput>>>;
  /** `sha256:...` of each component's image, or another text for one that is not pushed yet; without one it stays what runs. */
  readonly images?: Readonly<Partial<Record<Component, string>>>;
  /** CodeSha256 of each component's zip; without one it stays what runs. */
  readonly codes?: Readonly<Partial<Record<Component, string>>>;
}

/** What a deploy would do. */
export interface PhasePlan {
  readonly phase: Phase;
  readonly environment: string;
  /** Every desired resource, dependencies first; those that stay as they are have no calls. */
  readonly resources: readonly Planned[];
  /** What the switch takes away once the other side carries the work. */
  readonly retired: readonly Retired[];
  readonly components: readonly ComponentMove[];
  /** US dollars a month at rest. */
  readonly cost: { readonly before: number; readonly after: number };
}

/**
 * What a deploy in this phase would do: provision, release and switch. Reads only. Not among the calls: the lease that a switch takes, and
 * the note on a service of what it ran before.
 * @throws ReconcileFailed naming every resource that could not be read; Error for a placeholder that nobody fills
 */
export async function planPhase(request: PlanPhaseRequest, context: Context): Promise<PhasePlan> {
  const scope = await createEngineScope(context);
  const { phase, environment, emailFrom, permissionsBoundary, system, settings } = request;
  const state: DesiredState = {
    ...scope.place,
    phase,
    environment,
    emailFrom,
    permissionsBoundary,
    ...(system === undefined ? {} : { system }),
    ...(settings === undefined ? {} : { settings }),
  };
  // Both sides, whatever the phase: what is there beside what is wanted is what a switch retires.
  const ground = await observe(bothSides(state), scope);
  const full = { ...state, ...(await artifactsOf(request, scope)) };
  const released = bothSides(full).filter(({ id }) => !ground.has(id));
  const observed = new Map([...ground, ...(await observe(released, scope))]);
  const desired = await seenFromRelease(desiredResources(full), observed, scope);
  const known = bothSides(full);
  return {
    phase,
    environment,
    resources: plan(desired, observed, scope.lookup),
    retired: retiredResources(known, desired, observed),
    components: componentMoves(phase, environment, observed),
    cost: { before: costThere(known, observed), after: monthlyCost(desired).total },
  };
}

function bothSides(state: DesiredState): Resource[] {
  const both = (['ecs', 'serverless'] as const).flatMap((phase) => desiredResources({ ...state, phase }));
  return [...new Map(both.map((resource) => [resource.id, resource])).values()];
}
