import { chanceOfDifference, chanceOfErrors, type Sample } from './chance.ts';
import type { Proof } from './facts.ts';

/** What one side has done since it began to take work, and what the other side did meanwhile. */
export interface Evidence {
  readonly processed: number;
  /** Messages or requests that failed, those left out that fail wherever they come to. */
  readonly errors: number;
  /** Messages that it says are at fault themselves: no event, of a type that nobody handles, against their schema. */
  readonly refused: number;
  /** What the side that is moved away from was asked meanwhile, and what of it failed, likewise. */
  readonly otherSide: Sample;
  /** Age of the oldest message in the queue, in seconds. */
  readonly oldestSeconds: number;
  /** Messages that came to the dead-letter queue since, and that no side has said are at fault themselves. */
  readonly deadLettered: number;
  /** How long the side has been taking work, in seconds. */
  readonly seconds: number;
}

export interface ProofRules {
  /** So much must have been processed before a side is good, and seen before it is bad. */
  readonly leastProcessed: number;
  /** The share of errors that is still good, however well the other side does. */
  readonly mostErrors: number;
  readonly mostOldestSeconds: number;
  /** With nothing to do for so long, a side that was smoke-tested is proven. */
  readonly idleSeconds: number;
}

export const defaultProofRules: ProofRules = {
  leastProcessed: 20,
  mostErrors: 0.01,
  mostOldestSeconds: 120,
  idleSeconds: 120,
};

/** So many failures and not one success are a verdict, however few. */
const leastOfNothing = 5;
/** The other side is no measure with less. */
const leastOfOther = 20;
/** What would come about by chance in fewer than one of a thousand looks is no chance: a move is looked at some hundred times. */
const surely = 0.001;
/** What would come about by chance in one of twenty is a doubt: more must be seen. */
const doubtfully = 0.05;

/**
 * Whether a side has shown that it works. Pure. It is bad where more of what it was asked fails than is allowed, and more than on the other
 * side, both beyond chance; what it refuses counts there, since a side that refuses everything is no better than one that fails.
 */
export function judgeProof(evidence: Evidence, rules: ProofRules = defaultProofRules): Proof {
  const { processed, errors, refused } = evidence;
  if (evidence.deadLettered > 0) return 'bad';
  const failed = errors + refused;
  const enough =
    processed + failed >= Math.max(1, rules.leastProcessed) || (processed === 0 && failed >= leastOfNothing);
  if (enough && chance(failed, evidence, rules) < surely) return 'bad';
  if (processed < rules.leastProcessed) {
    const idle = processed + errors === 0 && evidence.oldestSeconds === 0;
    return idle && evidence.seconds >= rules.idleSeconds ? 'good' : 'open';
  }
  if (chance(errors, evidence, rules) < doubtfully) return 'open';
  return evidence.oldestSeconds > rules.mostOldestSeconds ? 'open' : 'good';
}

/** How likely so many failures are where the side is as good as it must be: as the rules allow, or as the other side is. */
function chance(failed: number, { processed, otherSide }: Evidence, { mostErrors }: ProofRules): number {
  const tries = processed + failed;
  const allowed = chanceOfErrors(failed, tries, mostErrors);
  if (otherSide.tries < leastOfOther) return allowed;
  return Math.max(allowed, chanceOfDifference({ tries, errors: failed }, otherSide));
}
