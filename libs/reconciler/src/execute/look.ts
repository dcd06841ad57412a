import {
  type Component,
  components,
  type Phase,
  phases,
  type Placement,
  placements,
  workerComponents,
} from '@phaseline/model';
import type { ComponentFacts } from '../switch/facts.ts';
import { type Actor, leaseStanding, type LeaseRecord } from '../switch/lease.ts';
import { planSwitch, type SwitchPlan } from '../switch/plan-switch.ts';
import { observeComponents } from './observe/observe-components.ts';
import { findUnused } from './steps/unused.ts';
import type { SwitchRun } from './switch-run.ts';

/** What one look gives: what is there, and what to do next. */
export interface Look {
  readonly facts: readonly ComponentFacts[];
  readonly plan: SwitchPlan;
  /** The lease, where this run holds it. */
  readonly held: LeaseRecord | undefined;
}

/**
 * Looks at everything and plans by it. Whoever holds the lease has renewed it right before: what is then done is done by facts that are
 * younger than the hold.
 */
export async function lookAndPlan(
  run: SwitchRun,
  known: {
    lease: LeaseRecord | undefined;
    actor: Actor;
    refusals: readonly string[];
    trouble: string | undefined;
    /** What nothing stands on stays: AWS does not let go of it yet. */
    keepsUnused: boolean;
  },
): Promise<Look> {
  const { lease, actor } = known;
  const now = run.settings.clock();
  const held = leaseStanding(lease, actor, now) === 'mine' ? lease : undefined;
  const [facts, unused] = await Promise.all([
    observeComponents({ goal: goalOf(run, held), from: held?.from }, run),
    known.keepsUnused ? [] : findUnused(phaseAfter(run, held), run),
  ]);
  const plan = planSwitch({
    ...known,
    to: run.request.phase,
    components: facts,
    unused,
    now,
    // They keep a move from beginning; one that has begun stands on what was good then.
    refusals: held ? [] : known.refusals,
    maximumConcurrency: concurrencies(run),
  });
  return { facts, plan, held };
}

/** The phase that the system is in when all is done; undefined where it goes back to what was none. */
export function phaseAfter({ request }: SwitchRun, held: LeaseRecord | undefined): Phase | undefined {
  if (held?.turnedBack === undefined) return held?.to ?? request.phase;
  return phases.find((phase) =>
    components.every(
      (component) =>
        (held.from[component] ?? placements[held.to][component]) === placements[phase][component],
    ),
  );
}

function goalOf({ request }: SwitchRun, held: LeaseRecord | undefined): Record<Component, Placement> {
  const placed = placements[held?.to ?? request.phase];
  const back = held?.turnedBack === undefined ? {} : held.from;
  return Object.fromEntries(
    components.map((component) => [component, back[component] ?? placed[component]]),
  ) as Record<Component, Placement>;
}

/** What a proven mapping is brought to. */
function concurrencies({ sides }: SwitchRun): Partial<Record<Component, number>> {
  return Object.fromEntries(
    workerComponents.map((component) => [
      component,
      sides.one(component, 'eventSourceMapping').maximumConcurrency,
    ]),
  );
}
