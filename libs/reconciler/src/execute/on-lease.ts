import type { LeaseStep, Step } from '../switch/step.ts';
import type { LeaseKeeper } from './lease-keeper.ts';

export function isLeaseStep(step: Step): step is LeaseStep {
  return step.do === 'takeLease' || step.do === 'turnBack' || step.do === 'releaseLease';
}

/** Writes the lease as a step says. Where the write is refused the next look tells who holds it. */
export async function onLease(step: LeaseStep, keeper: LeaseKeeper): Promise<void> {
  switch (step.do) {
    case 'takeLease':
      await keeper.take(step.wish, step.seen);
      break;
    case 'turnBack':
      await keeper.turnBack(step.reason);
      break;
    case 'releaseLease':
      await keeper.release();
      break;
  }
}
