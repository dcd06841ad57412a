import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import {
  type Component,
  desiredResources,
  type DesiredState,
  environmentNames,
  monthlyCost,
  type Phase,
  placements,
  type Resource,
} from '@phaseline/model';
import type { Context } from '../context.ts';
import { checkDomain } from '../domain/check-domain.ts';
import { observe } from '../engine/observe.ts';
import { type Planned, plan } from '../engine/plan.ts';
import { createEngineScope } from '../engine/scope.ts';
import { sidesOf } from '../execute/sides.ts';
import { foresee } from '../forecast/foresee.ts';
import type { PlannedStep } from '../forecast/play-switch.ts';
import { readWorld } from '../forecast/read-world.ts';
import { type ComponentMove, componentMoves } from './component-moves.ts';
import { artifactsOf } from './planned-artifacts.ts';
import { anyTaskDefinitions, functionsOf } from './desired.ts';
import { costThere } from './cost-there.ts';
import { publishedOf, seenFromRelease } from './planned-release.ts';
import { versionsOf } from './planned-versions.ts';
import type { PhaseRequest } from './request.ts';

/** Which phase to plan, and what a deploy would release in it; a component without a function.json is not planned as a function. */
export interface PlanPhaseRequest extends PhaseRequest {
  /** Task definitions in AWS's own shape, placeholders and all; without one a component's release is not planned. */
  readonly taskDefinitions?: Readonly<Partial<Record<Component, RegisterTaskDefinitionCommandInput>>>;
  /** `sha256:...` of each component's image, or another text for one that is not pushed yet; without one it stays what runs. */
  readonly images?: Readonly<Partial<Record<Component, string>>>;
  /** CodeSha256 of each component's zip; without one it stays what runs. */
  readonly codes?: Readonly<Partial<Record<Component, string>>>;
  /** `family:revision` or version that a rollback releases, by component, instead of all of the above. */
  readonly releases?: Readonly<Partial<Record<Component, string>>>;
}

/** What a deploy would do. */
export interface PhasePlan {
  readonly phase: Phase;
  readonly environment: string;
  /** Every desired resource, dependencies first, with the calls of provisioning, of its release, and of putting it right in the end. */
  readonly resources: readonly Planned[];
  /** What the switch does in between, in its own words and order. */
  readonly steps: readonly PlannedStep[];
  /** What is gone afterwards. */
  readonly retired: readonly Resource[];
  readonly components: readonly ComponentMove[];
  /** US dollars a month at rest. */
  readonly cost: { readonly before: number; readonly after: number };
  /** Why the switch is not planned; undefined where it is. */
  readonly unforeseen: string | undefined;
}

/**
 * What a deploy in this phase would do: provision, release and switch, call by call, if all goes well. Reads only. Not among the calls: the
 * lease that a switch takes, renews and releases in the environment's table.
 * @throws ReconcileFailed naming every resource that could not be read; Error for a placeholder that nobody fills
 */
export async function planPhase(asked: PlanPhaseRequest, context: Context): Promise<PhasePlan> {
  const scope = await createEngineScope(context);
  await checkDomain(asked.domain, scope);
  const request = { ...asked, ...(await versionsOf(asked, scope)) };
  const { phase, environment, emailFrom, permissionsBoundary, system, settings, domain } = request;
  const state: DesiredState = {
    ...scope.place,
    phase,
    environment,
    emailFrom,
    permissionsBoundary,
    domain,
    ...(system === undefined ? {} : { system }),
    ...(settings === undefined ? {} : { settings }),
  };
  // Both sides, whatever the phase: what is there beside what is wanted is what a switch retires.
  const ground = await observe(bothSides(state), scope);
  const full = { ...state, ...(await artifactsOf(request, scope)) };
  const known = bothSides({
    ...full,
    taskDefinitions: { ...anyTaskDefinitions(request), ...full.taskDefinitions },
    functions: { ...functionsOf(request), ...full.functions },
  });
  const observed = new Map([
    ...ground,
    ...(await observe(
      known.filter(({ id }) => !ground.has(id)),
      scope,
    )),
  ]);
  const before = new Map(observed);
  const published = await publishedOf(known, observed, scope);
  const { desired, running } = await seenFromRelease(
    desiredResources(full),
    request.releases,
    { observed, published },
    scope,
  );
  const setting = {
    names: environmentNames(environment),
    sides: sidesOf(request, scope.place),
    goal: placements[phase],
  };
  const world = await readWorld({ observed, published }, domain, setting, scope);
  const planned = plan(desired, observed, scope.lookup);
  const foreseen = foresee(request, { planned, published, running }, world, setting);
  return {
    phase,
    environment,
    ...foreseen,
    retired: known.filter(({ id }) => before.has(id) && !world.there.has(id)),
    components: componentMoves(phase, environment, before),
    cost: { before: costThere(known, before), after: monthlyCost(desired).total },
  };
}

function bothSides(state: DesiredState): Resource[] {
  const both = (['ecs', 'serverless'] as const).flatMap((phase) => desiredResources({ ...state, phase }));
  return [...new Map(both.map((resource) => [resource.id, resource])).values()];
}
