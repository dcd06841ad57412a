import {
  type ComponentFacts,
  type LeaseRecord,
  planSwitch,
  type Step,
  type SwitchInput,
  type SwitchPlan,
} from '@phaseline/reconciler';
import { placements } from '@phaseline/model';
import type { Rules } from './world/rules.ts';

/** The planner is wrong and so is whoever asks again before a step: otherwise `mayDo` would hold back most of these. */
export const blind = { mayDo: () => true } satisfies Partial<Rules>;

/** A planner that sees something else than what is there. */
export function seeing(change: (facts: ComponentFacts) => ComponentFacts): Partial<Rules> {
  return {
    ...blind,
    plan: (input: SwitchInput) => planSwitch({ ...input, components: input.components.map(change) }),
  };
}

/** A planner that does something else than what it should. */
export function doing(change: (step: Step, input: SwitchInput) => Step | undefined): Partial<Rules> {
  return {
    ...blind,
    plan: (input: SwitchInput) => {
      const plan = planSwitch(input);
      if (plan.kind !== 'steps') return plan;
      return { kind: 'steps', steps: plan.steps.flatMap((step) => change(step, input) ?? []) };
    },
  };
}

export const worker = 'email-service';

/** Each component goes its own way and retires its old side when it alone is proven. */
export function withoutBarrier(input: SwitchInput): SwitchPlan {
  const plans = input.components.map((facts) => planSwitch({ ...input, components: [facts], unused: [] }));
  const whole = planSwitch(input);
  if (whole.kind !== 'steps' || whole.steps.some((step) => !('component' in step))) return whole;
  return {
    kind: 'steps',
    steps: plans.flatMap((plan) =>
      plan.kind === 'steps' ? plan.steps.filter((step) => step.do !== 'releaseLease') : [],
    ),
  };
}

/** Every move counts as one that nothing is moved away from. */
export function withoutProof(input: SwitchInput): SwitchPlan {
  const { lease } = input;
  if (!lease || lease.turnedBack !== undefined) return planSwitch(input);
  return planSwitch({ ...input, lease: { ...lease, from: placements[lease.to] } });
}

/** Every tool believes that it holds the lease. */
export function withoutLease(input: SwitchInput): SwitchPlan {
  const to = input.to === 'hybrid' ? 'lambda' : 'ecs';
  const own: LeaseRecord = {
    holder: input.actor.holder,
    fence: 1,
    expiresAt: Number.MAX_SAFE_INTEGER,
    released: false,
    to: input.to,
    from: { [worker]: to === 'ecs' ? 'lambda' : 'ecs', 'order-publisher': 'ecs' },
    turnedBack: undefined,
  };
  return planSwitch({ ...input, lease: own, actor: { ...input.actor, fence: 1 } });
}
