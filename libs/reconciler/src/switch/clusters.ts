import type { Sample } from './chance.ts';

/** What one task or environment did in one slice of time: what fails there may fail together. */
export interface Cluster {
  /** Number of the slice: those of both sides with the same number are of the same time. */
  readonly slice: number;
  readonly processed: number;
  /** Messages or requests that failed, those left out that fail wherever they come to. */
  readonly errors: number;
  /** Messages that it says are at fault themselves: no event, of a type that nobody handles, against their schema. */
  readonly refused: number;
  /** What failed here, and is counted in another cluster: a message that was tried again. */
  readonly again: number;
}

/** What several clusters come to. */
export type Counts = Pick<Cluster, 'processed' | 'errors' | 'refused'>;

/** All clusters together. Pure. */
export function countsOf(clusters: readonly Cluster[]): Counts {
  let [processed, errors, refused] = [0, 0, 0];
  for (const cluster of clusters) {
    processed += cluster.processed;
    errors += cluster.errors;
    refused += cluster.refused;
  }
  return { processed, errors, refused };
}

/** In how many slices of time something failed, tried again or not. Pure. */
export function failingSlices(clusters: readonly Cluster[]): number {
  const failing = clusters.filter(({ errors, refused, again }) => errors + refused + again > 0);
  return new Set(failing.map(({ slice }) => slice)).size;
}

/** Of `clusters` those of a time in which there are some of `others`. Pure. */
export function atTheTimeOf(others: readonly Cluster[], clusters: readonly Cluster[]): Cluster[] {
  const slices = new Set(others.map(({ slice }) => slice));
  return clusters.filter(({ slice }) => slices.has(slice));
}

/** All samples together. Pure. */
export function sumOf(samples: readonly Sample[]): Sample {
  let [tries, errors] = [0, 0];
  for (const sample of samples) {
    tries += sample.tries;
    errors += sample.errors;
  }
  return { tries, errors };
}

/**
 * How many messages tell as much as one that is independent of all others: the variance of the share of errors between clusters, over the one
 * that independent messages would have; at least 1. After Rao and Scott, "A simple method for the analysis of clustered binary data" (1992),
 * with Cochran's variance of a ratio. Pure.
 */
export function designEffect(samples: readonly Sample[]): number {
  const some = samples.filter(({ tries }) => tries > 0);
  const { tries, errors } = sumOf(some);
  if (some.length < 2 || errors === 0 || errors === tries) return 1;
  const share = errors / tries;
  let squares = 0;
  for (const sample of some) squares += (sample.errors - share * sample.tries) ** 2;
  const between = (some.length * squares) / ((some.length - 1) * tries * tries);
  const independent = (share * (1 - share)) / (tries - 1);
  return Math.max(1, between / independent);
}

/** As many independent messages as tell as much, in whole numbers. Pure. */
export function effectiveSample({ tries, errors }: Sample, effect: number): Sample {
  // Eight thirds of three are eight, whatever is lost in their last digit.
  const some = Math.floor(errors / effect + 1e-9);
  return { errors: some, tries: Math.max(some, Math.round(tries / effect)) };
}
