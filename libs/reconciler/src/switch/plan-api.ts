import type { Placement } from '@phaseline/model';
import { otherSide } from './carrying.ts';
import { type ApiFacts, frontOf, weightOf } from './facts.ts';
import type { PlanComponentOptions } from './plan-component.ts';
import { planRelease } from './plan-release.ts';
import { retireService } from './plan-worker.ts';
import type { AwaitStep, ComponentStep } from './step.ts';

type Next = ComponentStep | AwaitStep | undefined;

/** Percent of the requests that the new front gets, one after the other. */
const weights = [5, 50, 100];

/** The API's next step towards `goal`; undefined when it is there. Both fronts live until the old one is quiet. Pure. */
export function planApi(facts: ApiFacts, goal: Placement, options: PlanComponentOptions): Next {
  const { component } = facts;
  return (
    computeUp(facts, goal, options) ??
    (facts.fronts[frontOf[goal]].state === 'absent'
      ? { do: 'createFront', component, front: frontOf[goal] }
      : undefined) ??
    shift(facts, goal, options) ??
    retire(facts, otherSide(goal), options)
  );
}

function computeUp(facts: ApiFacts, goal: Placement, options: PlanComponentOptions): Next {
  const { component, service } = facts;
  if (goal === 'lambda') return planRelease(facts, options);
  if (service.state === 'draining') return { do: 'await', component, what: 'tasks ended' };
  if (service.state === 'absent') return { do: 'createService', component };
  if (service.desired === 0) return { do: 'startService', component };
  if (service.running === 0) return { do: 'await', component, what: 'tasks running' };
  return service.scaling === 'suspended' ? { do: 'resumeScaling', component } : undefined;
}

function shift(facts: ApiFacts, goal: Placement, options: PlanComponentOptions): Next {
  const { component } = facts;
  const weight = weightOf(facts, goal);
  const front = facts.fronts[frontOf[goal]];
  const proofDue = options.proofNeeded && front.proof !== 'good';
  const old = facts.fronts[frontOf[otherSide(goal)]];
  if (weight === undefined || weight === 100) {
    return proofDue && old.state === 'alive' ? { do: 'await', component, what: 'proof' } : undefined;
  }
  if (weight > 0 && proofDue) return { do: 'await', component, what: 'proof' };
  // Going back is not done by degrees: the old front has carried everything before. Nor is beginning.
  const next = options.proofNeeded ? (weights.find((step) => step > weight) ?? 100) : 100;
  return { do: 'shiftWeight', component, httpApiWeight: goal === 'lambda' ? next : 100 - next };
}

function retire(facts: ApiFacts, side: Placement, options: PlanComponentOptions): Next {
  const { component } = facts;
  const front = facts.fronts[frontOf[side]];
  const compute = side === 'ecs' ? facts.service.state : facts.function.state;
  if (front.state === 'absent' && compute === 'absent') return undefined;
  if (!options.mayRetire) return { do: 'await', component, what: 'the other components' };
  if (front.state === 'alive') {
    if (!front.quiet) return { do: 'await', component, what: 'old front quiet' };
    return { do: 'removeFront', component, front: frontOf[side] };
  }
  if (side === 'ecs') return retireService(facts);
  if (facts.function.inFlight > 0) return { do: 'await', component, what: 'in flight 0' };
  return { do: 'removeFunction', component };
}
