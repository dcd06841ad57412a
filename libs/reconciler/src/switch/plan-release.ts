import { isCarrying } from './carrying.ts';
import type { ComponentFacts } from './facts.ts';
import type { PlanComponentOptions } from './plan-component.ts';
import type { AwaitStep, ComponentStep } from './step.ts';

/**
 * The next step towards what is published being what is live; undefined when it is so, or is not to be. Where a version is live and works, the
 * newest one gets a share of its work first; all components' new versions go live together. On the way back what is live stays. Pure.
 */
export function planRelease(
  facts: ComponentFacts,
  options: PlanComponentOptions,
): ComponentStep | AwaitStep | undefined {
  const { component } = facts;
  const { state, live, trial } = facts.function;
  if (options.goesBack && live) {
    return state === 'onTrial' ? { do: 'withdrawFunction', component } : undefined;
  }
  // A component that moves is judged by the move itself; and who takes no work shows nothing.
  const spares = live && !options.proofNeeded && isCarrying(facts, 'lambda');
  switch (state) {
    case 'absent':
      return { do: 'publishFunction', component };
    case 'published':
      return { do: spares ? 'tryFunction' : 'smokeFunction', component };
    case 'onTrial':
      if (spares && trial !== 'good') return { do: 'await', component, what: 'trial' };
      if (spares && !options.mayRetire) return { do: 'await', component, what: 'the other components' };
      return { do: 'promoteFunction', component };
    case 'smoked':
      return undefined;
  }
}
