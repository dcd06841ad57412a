import type { Placement } from '@phaseline/model';
import type { ComponentFacts } from './facts.ts';
import { planApi } from './plan-api.ts';
import { planWorkerToEcs, planWorkerToLambda } from './plan-worker.ts';
import type { AwaitStep, ComponentStep } from './step.ts';

export interface PlanComponentOptions {
  /** The new side must have shown that it works. Not asked of the side that a move began from: nothing is moved away from there. */
  readonly proofNeeded: boolean;
  /** The move goes back: a release that is live stays, whatever was published after it. */
  readonly goesBack: boolean;
  /** The old side may be drained and removed: every component that moves is proven. */
  readonly mayRetire: boolean;
  /** The MaximumConcurrency of a proven mapping. */
  readonly maximumConcurrency: number;
}

/** One component's next step towards `goal`; undefined when it is there. Pure, and a function of this component's facts alone. */
export function planComponent(
  facts: ComponentFacts,
  goal: Placement,
  options: PlanComponentOptions,
): ComponentStep | AwaitStep | undefined {
  if (facts.role === 'api') return planApi(facts, goal, options);
  return goal === 'lambda' ? planWorkerToLambda(facts, options) : planWorkerToEcs(facts, options);
}
