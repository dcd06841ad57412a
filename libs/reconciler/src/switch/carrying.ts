import type { Placement } from '@phaseline/model';
import { type ComponentFacts, frontOf, weightOf } from './facts.ts';

/** Whether the side of `placement` takes work now. */
export function isCarrying(facts: ComponentFacts, placement: Placement): boolean {
  const { service } = facts;
  const compute =
    placement === 'ecs'
      ? service.state === 'active' && service.desired > 0 && service.running > 0
      : facts.function.live;
  if (facts.role === 'api') return compute && facts.fronts[frontOf[placement]].state === 'alive';
  return compute && (placement === 'ecs' || facts.mapping.state === 'enabled');
}

/** Whether the side of `placement` may carry everything alone: it takes work, and all of it where a domain says who does. */
export function canCarryAlone(facts: ComponentFacts, placement: Placement): boolean {
  if (!isCarrying(facts, placement)) return false;
  return facts.role === 'worker' || (weightOf(facts, placement) ?? 100) === 100;
}

/** Whether the side of `placement` is still let work: retiring it begins with no longer doing so. */
export function isLetWork(facts: ComponentFacts, placement: Placement): boolean {
  if (facts.role === 'api') return facts.fronts[frontOf[placement]].state === 'alive';
  if (placement === 'lambda') return facts.mapping.state === 'enabled';
  return facts.service.state === 'active' && facts.service.desired > 0;
}

/** Whether nothing is left of the side of `placement`. */
export function isGone(facts: ComponentFacts, placement: Placement): boolean {
  const front = facts.role === 'worker' || facts.fronts[frontOf[placement]].state === 'absent';
  if (placement === 'ecs') return front && facts.service.state === 'absent';
  return (
    front && facts.function.state === 'absent' && (facts.role === 'api' || facts.mapping.state === 'absent')
  );
}

/** What the side of `placement` has shown since it began to take work. */
export function proofOf(facts: ComponentFacts, placement: Placement): 'open' | 'good' | 'bad' {
  if (facts.role === 'api') return facts.fronts[frontOf[placement]].proof;
  if (placement === 'ecs') return facts.service.state === 'active' ? facts.service.proof : 'open';
  return facts.mapping.state === 'enabled' ? facts.mapping.proof : 'open';
}

/** The placement that is not `placement`. */
export function otherSide(placement: Placement): Placement {
  return placement === 'ecs' ? 'lambda' : 'ecs';
}
