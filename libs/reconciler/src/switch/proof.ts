import type { Proof } from './facts.ts';

/** What one side has done since it began to take work. */
export interface Evidence {
  readonly processed: number;
  readonly errors: number;
  /** Age of the oldest message in the queue, in seconds. */
  readonly oldestSeconds: number;
  /** Messages that came to the dead-letter queue since. */
  readonly deadLettered: number;
  /** How long the side has been taking work, in seconds. */
  readonly seconds: number;
}

export interface ProofRules {
  readonly leastProcessed: number;
  /** Errors per processed message that are still good. */
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

/** Whether a side has shown that it works. Pure. */
export function judgeProof(evidence: Evidence, rules: ProofRules = defaultProofRules): Proof {
  const { processed, errors } = evidence;
  if (evidence.deadLettered > 0) return 'bad';
  // A single error among few messages is no verdict yet; three without a success to speak of are.
  if (errors > Math.max(2, (processed + errors) * rules.mostErrors)) return 'bad';
  if (processed < rules.leastProcessed) {
    const idle = processed + errors === 0 && evidence.oldestSeconds === 0;
    return idle && evidence.seconds >= rules.idleSeconds ? 'good' : 'open';
  }
  return evidence.oldestSeconds > rules.mostOldestSeconds ? 'open' : 'good';
}
