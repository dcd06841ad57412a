import type { Component, Phase } from '@phaseline/model';
import type { LeaseRecord } from '../switch/lease.ts';
import { planSwitch } from '../switch/plan-switch.ts';
import { type ComponentStep, describeStep, type Step } from '../switch/step.ts';
import { takeAway } from './put-right.ts';
import { playStep } from './play-step.ts';
import { factsOf, type Setting } from './world-facts.ts';
import type { World } from './world.ts';

/** One step of a switch, and the calls that it writes by. */
export interface PlannedStep {
  /** Undefined where it is about what components stand on together. */
  readonly component: Component | undefined;
  /** As the switch itself says it. */
  readonly step: string;
  /** `<service> <Operation>`, in order. */
  readonly calls: readonly string[];
}

const holder = 'the plan';
/** The longest move takes a fraction of it. */
const mostRounds = 200;

/**
 * The steps that a switch will make if all goes well, planned by its own planner over what each step before leaves; the world is then
 * as the last one leaves it. Pure but for that.
 * @param maximumConcurrency of a proven mapping, by component
 */
export function playSwitch(
  to: Phase,
  world: World,
  setting: Setting,
  maximumConcurrency: Readonly<Partial<Record<Component, number>>>,
): PlannedStep[] {
  const done: PlannedStep[] = [];
  let lease: LeaseRecord | undefined;
  const unused = setting.sides.unusedIn(to);
  for (let round = 0; round < mostRounds; round += 1) {
    const plan = planSwitch({
      to,
      components: factsOf(world, setting),
      lease,
      actor: { holder, fence: lease?.fence },
      now: 0,
      refusals: [],
      trouble: undefined,
      unused: unused.filter(({ id }) => world.there.has(id)).map(({ id }) => id),
      maximumConcurrency,
    });
    if (plan.kind !== 'steps') return done;
    for (const step of plan.steps) {
      if (step.do === 'releaseLease') return done;
      if (step.do === 'takeLease') {
        lease = { ...step.wish, fence: 1, expiresAt: Number.POSITIVE_INFINITY, released: false };
      } else if (step.do === 'removeUnused') {
        done.push({ component: undefined, step: describeStep(step), calls: takeAway(unused, world) });
      } else if (isComponentStep(step)) {
        const calls = playStep(step, world, setting);
        done.push({ component: step.component, step: describeStep(step), calls });
      }
    }
  }
  throw new Error(
    `the steps to phase ${to} have no end: ${done
      .slice(-3)
      .map(({ step }) => step)
      .join(', ')}`,
  );
}

function isComponentStep(step: Step): step is ComponentStep {
  return 'component' in step && step.do !== 'await';
}
