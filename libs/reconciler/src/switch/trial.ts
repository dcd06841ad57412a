import { countsOf } from './clusters.ts';
import type { Proof } from './facts.ts';
import { defaultProofRules, type Evidence, judgeProof, type ProofRules } from './proof.ts';

/** What a version of a function has done, beside the version that does the rest. */
export type TrialEvidence = Omit<Evidence, 'oldestSeconds' | 'deadLettered'>;

/**
 * Whether a version that has a share of the work has shown that it works. As ECS's deployment circuit breaker it looks for failures: without
 * them it is good after the time that a side may be idle, however little it had to do. Pure.
 */
export function judgeTrial(evidence: TrialEvidence, rules: ProofRules = defaultProofRules): Proof {
  // The queue is both versions' alike.
  const proof = judgeProof({ ...evidence, oldestSeconds: 0, deadLettered: 0 }, rules);
  const { processed, errors, refused } = countsOf(evidence.clusters);
  const doubtful = processed >= rules.leastProcessed;
  if (proof !== 'open' || doubtful || evidence.seconds < rules.idleSeconds) return proof;
  return processed === 0 && errors + refused > 0 ? 'bad' : 'good';
}
