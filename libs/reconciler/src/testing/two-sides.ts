import type { Cluster } from '../switch/clusters.ts';
import { type Evidence, judgeProof, type ProofRules } from '../switch/proof.ts';

/** How two sides work side by side, a slice of time after the other. */
export interface TwoSides {
  readonly slices: number;
  /** Tasks or environments of the new side and of the old one. */
  readonly workers: readonly [number, number];
  /** Batches that each of them does in a slice. */
  readonly batches: readonly [number, number];
  readonly batchSize: number;
  /** A batch fails as a whole, as where an environment is killed or times out; else each message for itself. */
  readonly whole: boolean;
  /** The share that fails of one worker in one slice. `common` is drawn once a slice: what hits the whole machine. */
  readonly share: (side: 'new' | 'old', common: number, own: () => number) => number;
}

export interface Seen {
  readonly verdict: 'good' | 'bad' | 'open';
  /** What the new side had been asked until then. */
  readonly tries: number;
}

/** Uniform from a seed, which fast-check's own values are not: they look for edges. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Looks at the new side after each of its batches until it is bad, or all is over.
 * @param stopsWhenGood as a move does, which goes on then
 */
export function watchSides(
  sides: TwoSides,
  random: () => number,
  { rules, stopsWhenGood = false }: { rules?: ProofRules; stopsWhenGood?: boolean } = {},
): Seen {
  const clusters: Record<'new' | 'old', Map<string, Cluster>> = { new: new Map(), old: new Map() };
  let tries = 0;
  let verdict: Seen['verdict'] = 'open';
  for (let slice = 0; slice < sides.slices; slice += 1) {
    for (const { side, worker, share } of shuffled(batchesOf(sides, random), random)) {
      const errors = errorsOf(sides, share, random);
      const known = clusters[side].get(`${worker} ${slice}`);
      clusters[side].set(`${worker} ${slice}`, {
        slice,
        processed: (known?.processed ?? 0) + sides.batchSize - errors,
        errors: (known?.errors ?? 0) + errors,
        refused: 0,
        again: 0,
      });
      if (side === 'old') continue;
      tries += sides.batchSize;
      verdict = judgeProof(evidenceOf(clusters), rules);
      if (verdict === 'bad' || (stopsWhenGood && verdict === 'good')) return { verdict, tries };
    }
  }
  return { verdict, tries };
}

function evidenceOf(clusters: Record<'new' | 'old', Map<string, Cluster>>): Evidence {
  return {
    clusters: [...clusters.new.values()],
    otherSide: [...clusters.old.values()],
    oldestSeconds: 0,
    deadLettered: 0,
    seconds: 0,
  };
}

function batchesOf({ workers, batches, share }: TwoSides, random: () => number) {
  const common = random();
  return (['new', 'old'] as const).flatMap((side, index) =>
    Array.from({ length: workers[index] ?? 0 }, (_, worker) => ({
      side,
      worker,
      share: share(side, common, random),
    })).flatMap((one) => Array.from({ length: batches[index] ?? 0 }, () => one)),
  );
}

function errorsOf({ whole, batchSize }: TwoSides, share: number, random: () => number): number {
  if (whole) return random() < share ? batchSize : 0;
  return Array.from({ length: batchSize }, () => random() < share).filter(Boolean).length;
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, place: random() }))
    .toSorted((first, second) => first.place - second.place)
    .map(({ one }) => one);
}
