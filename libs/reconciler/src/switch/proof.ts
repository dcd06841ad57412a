import { chanceOfDifference, chanceOfErrors, type Sample } from './chance.ts';
import {
  atTheTimeOf,
  type Cluster,
  countsOf,
  designEffect,
  effectiveSample,
  failingSlices,
  sumOf,
} from './clusters.ts';
import type { Proof } from './facts.ts';

/** What one side has done since it began to take work, and what the other side did meanwhile. */
export interface Evidence {
  readonly clusters: readonly Cluster[];
  /** Of the side that is moved away from. */
  readonly otherSide: readonly Cluster[];
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
  mostErrors: 0.02,
  mostOldestSeconds: 120,
  idleSeconds: 120,
};

/** So many failures and not one success are a verdict, however few. */
const leastOfNothing = 5;
/** What fails for a moment, an environment that was killed or a dependency that hung, is no verdict: it must go on. */
const leastFailingSlices = 3;
/** The other side is no measure with less at the same time. */
const leastOfOther = 20;
/** So many times the errors that are allowed may be where there is no other side to tell whose fault they are. */
const aloneFactor = 5;
/** Less than so many times the other side's share is no worse than it. */
const worseFactor = 1.5;
/** What would come about by chance in fewer than one of a thousand looks is no chance: a move is looked at some hundred times. */
const surely = 0.001;
/** What would come about by chance in one of twenty is a doubt: more must be seen. */
const doubtfully = 0.05;

/**
 * Whether a side has shown that it works. Pure. It is bad where more of what it was asked fails than is allowed, and more than on the other
 * side at the same time, both beyond chance, and not for a moment only; what it refuses counts there, since a side that refuses everything is no
 * better than one that fails.
 */
export function judgeProof(evidence: Evidence, rules: ProofRules = defaultProofRules): Proof {
  const { processed, errors, refused } = countsOf(evidence.clusters);
  if (evidence.deadLettered > 0) return 'bad';
  const failed = errors + refused;
  const enough =
    processed + failed >= Math.max(1, rules.leastProcessed) || (processed === 0 && failed >= leastOfNothing);
  if (enough && failingSlices(evidence.clusters) >= leastFailingSlices) {
    const compared = compare(evidence, withRefused);
    const allowed = rules.mostErrors * (isAlone(compared) ? aloneFactor : 1);
    if (chance(compared, allowed) < surely) return 'bad';
  }
  if (processed < rules.leastProcessed) {
    const idle = processed + errors === 0 && evidence.oldestSeconds === 0;
    return idle && evidence.seconds >= rules.idleSeconds ? 'good' : 'open';
  }
  const compared = compare(evidence, withoutRefused);
  if (isFar(compared, rules) || chance(compared, rules.mostErrors) < doubtfully) return 'open';
  return evidence.oldestSeconds > rules.mostOldestSeconds ? 'open' : 'good';
}

/** Both sides' counts, and how many of them count as one. */
interface Compared {
  readonly own: Sample;
  readonly other: Sample;
  readonly effect: number;
}

const withRefused = ({ processed, errors, refused }: Cluster): Sample => ({
  tries: processed + errors + refused,
  errors: errors + refused,
});
const withoutRefused = ({ processed, errors }: Cluster): Sample => ({ tries: processed + errors, errors });

/** What hits the whole machine hits both sides: only what both did at the same time is compared. */
function compare({ clusters, otherSide }: Evidence, sampleOf: (cluster: Cluster) => Sample): Compared {
  const own = clusters.map(sampleOf);
  const other = atTheTimeOf(clusters, otherSide).map(withRefused);
  return {
    own: sumOf(own),
    other: sumOf(other),
    effect: Math.max(designEffect(own), designEffect(other)),
  };
}

function isAlone({ other }: Compared): boolean {
  return other.tries < leastOfOther;
}

/** So many errors that more must be seen, even if they have all come at once. */
function isFar(compared: Compared, { mostErrors }: ProofRules): boolean {
  return shareOf(compared.own) > mostErrors * aloneFactor && isWorse(compared);
}

function isWorse(compared: Compared): boolean {
  return isAlone(compared) || shareOf(compared.own) >= worseFactor * shareOf(compared.other);
}

function shareOf({ tries, errors }: Sample): number {
  return tries === 0 ? 0 : errors / tries;
}

/** How likely so many failures are where the side is as good as it must be: as is allowed, or as the other side is. */
function chance(compared: Compared, mostErrors: number): number {
  if (!isWorse(compared)) return 1;
  const own = effectiveSample(compared.own, compared.effect);
  const allowed = chanceOfErrors(own.errors, own.tries, mostErrors);
  if (isAlone(compared)) return allowed;
  return Math.max(allowed, chanceOfDifference(own, effectiveSample(compared.other, compared.effect)));
}
