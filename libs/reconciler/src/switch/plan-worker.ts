import type { WorkerFacts } from './facts.ts';
import type { PlanComponentOptions } from './plan-component.ts';
import { planRelease } from './plan-release.ts';
import type { AwaitStep, ComponentStep } from './step.ts';

/** The mapping's MaximumConcurrency until the function is proven: the least that AWS takes. */
export const firstConcurrency = 2;

type Next = ComponentStep | AwaitStep | undefined;

/** A worker's next step towards its function; undefined when it is there. Pure. */
export function planWorkerToLambda(facts: WorkerFacts, options: PlanComponentOptions): Next {
  const { component, service, mapping } = facts;
  const release = planRelease(facts, options);
  if (release) return release;
  if (mapping.state !== 'enabled') {
    const maximumConcurrency = options.proofNeeded ? firstConcurrency : options.maximumConcurrency;
    return { do: 'enableMapping', component, maximumConcurrency };
  }
  if (service.state === 'absent' && mapping.maximumConcurrency === options.maximumConcurrency)
    return undefined;
  if (options.proofNeeded && mapping.proof !== 'good') return { do: 'await', component, what: 'proof' };
  if (mapping.maximumConcurrency !== options.maximumConcurrency) {
    return { do: 'rampMapping', component, maximumConcurrency: options.maximumConcurrency };
  }
  if (!options.mayRetire) return { do: 'await', component, what: 'the other components' };
  return retireService(facts);
}

/** A worker's next step towards its service; undefined when it is there. Pure. */
export function planWorkerToEcs(facts: WorkerFacts, options: PlanComponentOptions): Next {
  const { component, service, mapping } = facts;
  if (service.state === 'draining') return { do: 'await', component, what: 'tasks ended' };
  if (service.state === 'absent') return { do: 'createService', component };
  if (service.desired === 0) return { do: 'startService', component };
  if (service.running === 0) return { do: 'await', component, what: 'tasks running' };
  const alone = mapping.state === 'absent' && facts.function.state === 'absent';
  // Tasks cannot be tried without consuming: so nothing adds to the first ones before they are proven.
  if (!alone && options.proofNeeded && service.proof !== 'good') {
    return { do: 'await', component, what: 'proof' };
  }
  if (service.scaling === 'suspended') return { do: 'resumeScaling', component };
  if (alone) return undefined;
  if (!options.mayRetire) return { do: 'await', component, what: 'the other components' };
  if (mapping.state === 'enabled') return { do: 'disableMapping', component };
  if (facts.function.inFlight > 0) return { do: 'await', component, what: 'in flight 0' };
  if (mapping.state === 'disabled') return { do: 'removeMapping', component };
  return { do: 'removeFunction', component };
}

/** Scaling first: it would start tasks again. Then the tasks, which finish what they hold; then the service. */
export function retireService(facts: Pick<WorkerFacts, 'component' | 'service'>): Next {
  const { component, service } = facts;
  if (service.state === 'absent') return undefined;
  if (service.state === 'draining') return { do: 'await', component, what: 'tasks ended' };
  if (service.scaling === 'on') return { do: 'suspendScaling', component };
  if (service.desired > 0) return { do: 'drainService', component };
  if (service.running > 0) return { do: 'await', component, what: 'tasks ended' };
  return { do: 'removeService', component };
}
