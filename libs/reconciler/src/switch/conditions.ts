import { canCarryAlone, isCarrying } from './carrying.ts';
import { type ComponentFacts, type FrontName, frontOf, weightOf } from './facts.ts';
import type { ComponentStep } from './step.ts';

/**
 * Whether the step may be done as things are: asked again with fresh facts right before it is done, whoever planned it. Pure.
 * Every step is an ensure, so what is already done may be done again.
 */
export function mayDo(step: ComponentStep, facts: ComponentFacts): boolean {
  const { service } = facts;
  switch (step.do) {
    case 'publishFunction':
    case 'createService':
    case 'startService':
    case 'resumeScaling':
    case 'rampMapping':
      return true;
    case 'smokeFunction':
      return facts.function.state !== 'absent';
    case 'promoteFunction':
      return facts.function.state !== 'absent' && facts.function.state !== 'published';
    case 'enableMapping':
    case 'tryFunction':
    case 'withdrawFunction':
      return facts.function.live;
    case 'suspendScaling':
    case 'drainService':
      return frontGone(facts, 'alb') && canCarryAlone(facts, 'lambda');
    case 'removeService':
      if (service.state === 'active' && (service.desired > 0 || service.running > 0)) return false;
      return canCarryAlone(facts, 'lambda');
    case 'disableMapping':
      return isCarrying(facts, 'ecs');
    case 'removeMapping':
      return facts.role === 'worker' && facts.mapping.state !== 'enabled' && facts.function.inFlight === 0;
    case 'removeFunction': {
      const cut = facts.role === 'worker' ? facts.mapping.state === 'absent' : frontGone(facts, 'httpApi');
      return cut && facts.function.inFlight === 0 && canCarryAlone(facts, 'ecs');
    }
    case 'createFront':
      return step.front === 'alb' ? service.state === 'active' && service.running > 0 : facts.function.live;
    case 'shiftWeight':
      return step.httpApiWeight === 0 ? isCarrying(facts, 'ecs') : isCarrying(facts, 'lambda');
    case 'removeFront':
      return (
        facts.role === 'api' && facts.fronts[step.front].quiet && canCarryAlone(facts, elsewhere(step.front))
      );
  }
}

/** Whether what the step ensures is so. Pure. */
export function isDone(step: ComponentStep, facts: ComponentFacts): boolean {
  const { service } = facts;
  const mapping = facts.role === 'worker' ? facts.mapping : undefined;
  switch (step.do) {
    case 'publishFunction':
      return facts.function.state !== 'absent';
    case 'smokeFunction':
      return facts.function.live;
    case 'tryFunction':
      return facts.function.state === 'onTrial' || facts.function.state === 'smoked';
    case 'promoteFunction':
      return facts.function.state === 'smoked';
    case 'withdrawFunction':
      return facts.function.state !== 'onTrial';
    case 'enableMapping':
    case 'rampMapping':
      return mapping?.state === 'enabled' && mapping.maximumConcurrency === step.maximumConcurrency;
    case 'disableMapping':
      return mapping?.state !== 'enabled';
    case 'removeMapping':
      return mapping?.state === 'absent';
    case 'removeFunction':
      return facts.function.state === 'absent';
    case 'createService':
      return service.state === 'active';
    case 'startService':
      return service.state === 'active' && service.desired > 0;
    case 'resumeScaling':
      return service.state === 'active' && service.scaling === 'on';
    case 'suspendScaling':
      return service.state !== 'active' || service.scaling === 'suspended';
    case 'drainService':
      return service.state !== 'active' || service.desired === 0;
    case 'removeService':
      return service.state !== 'active';
    case 'createFront':
      return facts.role === 'api' && facts.fronts[step.front].state === 'alive';
    case 'shiftWeight':
      return facts.role === 'api' && weightOf(facts, 'lambda') === step.httpApiWeight;
    case 'removeFront':
      return frontGone(facts, step.front);
  }
}

function frontGone(facts: ComponentFacts, front: FrontName): boolean {
  return facts.role === 'worker' || facts.fronts[front].state === 'absent';
}

function elsewhere(front: FrontName): 'ecs' | 'lambda' {
  return front === frontOf.ecs ? 'lambda' : 'ecs';
}
