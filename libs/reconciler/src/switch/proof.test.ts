import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultProofRules, type Evidence, judgeProof } from './proof.ts';

const evidence: Evidence = {
  processed: 0,
  errors: 0,
  refused: 0,
  otherSide: { tries: 0, errors: 0 },
  oldestSeconds: 0,
  deadLettered: 0,
  seconds: 10,
};

test.for([
  ['nothing yet', {}, 'open'],
  ['enough processed', { processed: 20 }, 'good'],
  ['idle for long', { seconds: 120 }, 'good'],
  ['waiting messages are not idle', { seconds: 120, oldestSeconds: 5 }, 'open'],
  ['a poison message alone is idle', { seconds: 120, refused: 1 }, 'good'],
  ['one error among few', { processed: 2, errors: 1 }, 'open'],
  ['errors right at the start are no verdict', { processed: 2, errors: 4 }, 'open'],
  ['errors and nothing else', { errors: 5 }, 'bad'],
  ['refusals and nothing else', { refused: 5 }, 'bad'],
  ['one error among twenty', { processed: 19, errors: 1 }, 'open'],
  ['one error, and enough without', { processed: 20, errors: 1 }, 'good'],
  ['a doubt', { processed: 40, errors: 3 }, 'open'],
  ['far too many errors', { processed: 16, errors: 4 }, 'bad'],
  ['a poison message', { processed: 20, refused: 1 }, 'good'],
  ['more poison than there is', { processed: 20, refused: 10 }, 'bad'],
  ['a dead letter that was good', { processed: 1000, deadLettered: 1 }, 'bad'],
  ['processed, but the queue grows old', { processed: 100, oldestSeconds: 121 }, 'open'],
  // AWS calls fail: on both sides.
  [
    'as many errors as on the other side',
    { processed: 90, errors: 10, otherSide: { tries: 200, errors: 18 } },
    'good',
  ],
  ['nothing answered, nor there', { errors: 30, otherSide: { tries: 30, errors: 30 } }, 'open'],
  [
    'more errors than on the other side',
    { processed: 80, errors: 20, otherSide: { tries: 200, errors: 6 } },
    'bad',
  ],
  ['better than the other side', { processed: 100, otherSide: { tries: 200, errors: 40 } }, 'good'],
  [
    'too many errors, the other side does too little to tell',
    { processed: 16, errors: 4, otherSide: { tries: 3, errors: 1 } },
    'bad',
  ],
] as const)('%s', ([, change, verdict]) => {
  expect(judgeProof({ ...evidence, ...change })).toBe(verdict);
});

/** Looks at a side after every request until it is proven or not. */
function watched(outcomes: readonly [boolean, boolean][]): string {
  let [processed, errors, tries, failed] = [0, 0, 0, 0];
  for (const [fails, otherFails] of outcomes) {
    if (fails) errors += 1;
    else processed += 1;
    tries += 1;
    if (otherFails) failed += 1;
    const verdict = judgeProof({ ...evidence, processed, errors, otherSide: { tries, errors: failed } });
    if (verdict !== 'open') return verdict;
  }
  return 'open';
}

/** Of `runs` moves in which every request fails with its side's share, how many end how. */
function outcomesOf(shares: readonly [number, number], runs: number, seed: number): Record<string, number> {
  const ends: Record<string, number> = {};
  const random = mulberry32(seed);
  for (let run = 0; run < runs; run += 1) {
    const end = watched(Array.from({ length: 400 }, () => [random() < shares[0], random() < shares[1]]));
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

/** Uniform from a seed, which fast-check's own values are not: they look for edges. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('a side that fails no more than the other is hardly ever called bad, one that fails often always', () => {
  const seed = Date.now() % 1_000_000;
  for (const share of [0, 0.01, 0.05, 0.3]) {
    expect(
      outcomesOf([share, share], 200, seed)['bad'] ?? 0,
      `share ${share}, seed ${seed}`,
    ).toBeLessThanOrEqual(4);
  }
  expect(outcomesOf([0.6, 0.02], 200, seed), `seed ${seed}`).toEqual({ bad: 200 });
});

test('dead letters never make a side good, whatever else it did', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.nat(1000),
      fc.integer({ min: 1, max: 5 }),
      (processed, errors, deadLettered) => {
        expect(judgeProof({ ...evidence, processed, errors, deadLettered }, defaultProofRules)).toBe('bad');
      },
    ),
  );
});
