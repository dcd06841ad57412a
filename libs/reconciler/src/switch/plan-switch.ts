import { type Component, type Phase, type Placement, placements } from '@phaseline/model';
import { isCarrying, isGone, isLetWork, otherSide, proofOf } from './carrying.ts';
import type { ComponentFacts, Placements } from './facts.ts';
import { type Actor, leaseStanding, type LeaseRecord } from './lease.ts';
import { planComponent } from './plan-component.ts';
import { firstConcurrency } from './plan-worker.ts';
import type { Step } from './step.ts';

export interface SwitchInput {
  readonly to: Phase;
  /** Everything that was observed, a component each. */
  readonly components: readonly ComponentFacts[];
  readonly lease: LeaseRecord | undefined;
  readonly actor: Actor;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What makes the move unsafe (`checkSwitchable`): nothing is begun then. */
  readonly refusals: readonly string[];
  /** Why a step of this very run has failed for good. */
  readonly trouble: string | undefined;
  /** What is there for components to stand on, where nothing will stand on it: of the phase, or on the way back of what there was before. */
  readonly unused: readonly string[];
  /** The MaximumConcurrency of a proven mapping, by component. */
  readonly maximumConcurrency: Readonly<Partial<Record<Component, number>>>;
}

export type SwitchPlan =
  /** Nothing was begun, and nothing will be. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  /** Everything is where it should be and nobody holds the lease. */
  | { readonly kind: 'done' }
  /** Somebody else moves the system: wait, or give up. */
  | { readonly kind: 'held'; readonly holder: string }
  /** The lease was lost: this run ends without touching anything more. */
  | { readonly kind: 'lost' }
  /** It failed after the old side was drained: nothing to go back to by itself. The lease stays until it expires. */
  | { readonly kind: 'stuck'; readonly reasons: readonly string[] }
  /** Independent of each other, at most one a component; observe and plan again after any of them. */
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

/** The next steps of a move, out of nothing but what is there and the lease. Pure. */
export function planSwitch(input: SwitchInput): SwitchPlan {
  const { lease, actor } = input;
  const standing = leaseStanding(lease, actor, input.now);
  if (standing === 'lost') return { kind: 'lost' };
  if (standing !== 'mine') {
    if (input.refusals.length > 0) return { kind: 'refused', reasons: input.refusals };
    if (standing === 'theirs') return { kind: 'held', holder: lease?.holder ?? 'unknown' };
    const settled = input.unused.length === 0 && input.components.every((facts) => isSettled(facts, input));
    if (standing === 'free' && settled) return { kind: 'done' };
    return { kind: 'steps', steps: [beginning(input, standing === 'free' ? undefined : lease)] };
  }
  return lease ? planAsHolder(input, lease) : { kind: 'lost' };
}

function planAsHolder(input: SwitchInput, lease: LeaseRecord): SwitchPlan {
  const back = lease.turnedBack !== undefined;
  const goalOf = ({ component }: ComponentFacts): Placement =>
    (back ? lease.from[component] : undefined) ?? placements[lease.to][component];
  const failures = failuresOf(input, goalOf, lease);
  if (!back && failures.length > 0) {
    const tooLate = input.components.some((facts) => cannotTurnBack(facts, goalOf(facts), lease));
    if (tooLate) return { kind: 'stuck', reasons: failures };
    return { kind: 'steps', steps: [{ do: 'turnBack', reason: failures.join('; ') }] };
  }
  const optionsOf = (facts: ComponentFacts, mayRetire: boolean) => ({
    // Where nothing is moved away from, nobody can be spared by waiting: a fresh environment, the same placement, the way back.
    proofNeeded: lease.from[facts.component] !== goalOf(facts) && isComparable(facts, goalOf(facts), lease),
    goesBack: back,
    mayRetire,
    maximumConcurrency: concurrencyOf(facts, input),
  });
  const mayRetire =
    back ||
    input.components.every((facts) => isReady(planComponent(facts, goalOf(facts), optionsOf(facts, false))));
  const steps = input.components.flatMap(
    (facts) => planComponent(facts, goalOf(facts), optionsOf(facts, mayRetire)) ?? [],
  );
  if (steps.length > 0) return { kind: 'steps', steps };
  if (input.unused.length > 0) {
    return { kind: 'steps', steps: [{ do: 'removeUnused', resources: input.unused }] };
  }
  return { kind: 'steps', steps: [{ do: 'releaseLease', outcome: back ? 'went back' : 'moved' }] };
}

/**
 * A run takes over an unfinished move to the same phase as it is, also on its way back; any other wish begins anew from what carries now.
 * @param unfinished the record of a run that let its lease expire
 */
function beginning(input: SwitchInput, unfinished: LeaseRecord | undefined): Step {
  const { lease, actor, to, components } = input;
  const turnedBack = unfinished?.to === to ? unfinished.turnedBack : undefined;
  const from: Placements = Object.fromEntries(
    components.map((facts) => [facts.component, startOf(facts, to, unfinished)]),
  );
  const seen = lease && { fence: lease.fence, expiresAt: lease.expiresAt };
  return { do: 'takeLease', seen, wish: { holder: actor.holder, to, from, turnedBack } };
}

function startOf(facts: ComponentFacts, to: Phase, lease: LeaseRecord | undefined): Placement {
  const recorded = lease?.from[facts.component];
  if (recorded && lease?.to === to) return recorded;
  // A service whose tasks are just being replaced is still what carries.
  const ecs = facts.service.state === 'active' && facts.service.desired > 0;
  const lambda = isCarrying(facts, 'lambda');
  if (ecs !== lambda) return ecs ? 'ecs' : 'lambda';
  return recorded ?? placements[to][facts.component];
}

function failuresOf(
  input: SwitchInput,
  goalOf: (facts: ComponentFacts) => Placement,
  lease: LeaseRecord,
): string[] {
  const bad = input.components.filter(
    (facts) =>
      isComparable(facts, goalOf(facts), lease) &&
      !isGone(facts, otherSide(goalOf(facts))) &&
      proofOf(facts, goalOf(facts)) === 'bad',
  );
  return [
    ...input.refusals,
    ...(input.trouble === undefined ? [] : [input.trouble]),
    ...bad.map((facts) => `${facts.component} fails on ${goalOf(facts)}`),
    ...input.components
      .filter((facts) => goalOf(facts) === 'lambda' && failsTrial(facts))
      .map(
        ({ component }) =>
          `${component}: the new version of its function fails; it stays published for whoever looks into it, and nothing invokes it`,
      ),
  ];
}

function failsTrial({ function: { state, trial } }: ComponentFacts): boolean {
  return state === 'onTrial' && trial === 'bad';
}

/**
 * Whether the side that the component is moved away from is still let work. Where it was proven and that one is being retired, a verdict comes too
 * late and has nothing to go by: it could only leave the move halfway. What counts from then on is that the new side carries.
 */
function isComparable(facts: ComponentFacts, goal: Placement, lease: LeaseRecord): boolean {
  const from = lease.from[facts.component] ?? goal;
  return from === goal || isLetWork(facts, from);
}

/** Whether the side to go back to is no longer what it was. */
function cannotTurnBack(facts: ComponentFacts, goal: Placement, lease: LeaseRecord): boolean {
  const from = lease.from[facts.component] ?? goal;
  if (from === goal) return proofOf(facts, goal) === 'bad' || !isCarrying(facts, goal);
  return !isCarrying(facts, from);
}

/** Whether all that is left to do about the component is to retire its old side. */
function isReady(next: ReturnType<typeof planComponent>): boolean {
  return next === undefined || (next.do === 'await' && next.what === 'the other components');
}

/** There, and nothing left of the other side. */
function isSettled(facts: ComponentFacts, input: SwitchInput): boolean {
  const options = {
    proofNeeded: false,
    goesBack: false,
    mayRetire: true,
    maximumConcurrency: concurrencyOf(facts, input),
  };
  return planComponent(facts, placements[input.to][facts.component], options) === undefined;
}

/** As many as AWS lets a mapping have at least, where nothing is said. */
function concurrencyOf({ component }: ComponentFacts, { maximumConcurrency }: SwitchInput): number {
  return maximumConcurrency[component] ?? firstConcurrency;
}
