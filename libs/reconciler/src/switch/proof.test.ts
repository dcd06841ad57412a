import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, idle } from '../testing/apart.ts';
import type { Cluster } from './clusters.ts';
import { defaultProofRules, type Evidence, judgeProof } from './proof.ts';

const evidence: Evidence = { clusters: [], otherSide: [], oldestSeconds: 0, deadLettered: 0, seconds: 10 };

/** Batches of ten, each of which is done or fails as a whole, two a slice. */
function whole({ done = 0, failed = 0 }): Cluster[] {
  return Array.from({ length: done + failed }, (_, index) => {
    const fails =
      Math.floor((index * failed) / (done + failed)) < Math.floor(((index + 1) * failed) / (done + failed));
    return { ...idle, slice: Math.floor(index / 2), [fails ? 'errors' : 'processed']: 10 };
  });
}

test.for([
  ['nothing yet', {}, 'open'],
  ['enough processed', { clusters: apart({ processed: 20 }) }, 'good'],
  ['idle for long', { seconds: 120 }, 'good'],
  ['waiting messages are not idle', { seconds: 120, oldestSeconds: 5 }, 'open'],
  ['a poison message alone is idle', { seconds: 120, clusters: apart({ refused: 1 }) }, 'good'],
  ['one error among few', { clusters: apart({ processed: 2, errors: 1 }) }, 'open'],
  ['errors right at the start are no verdict', { clusters: apart({ processed: 2, errors: 4 }) }, 'open'],
  ['errors and nothing else', { clusters: apart({ errors: 5 }) }, 'bad'],
  ['refusals and nothing else', { clusters: apart({ refused: 5 }) }, 'bad'],
  ['one error among twenty', { clusters: apart({ processed: 19, errors: 1 }) }, 'open'],
  ['one error, and enough without', { clusters: apart({ processed: 20, errors: 1 }) }, 'good'],
  ['a doubt', { clusters: apart({ processed: 40, errors: 4 }) }, 'open'],
  ['far too many errors', { clusters: apart({ processed: 12, errors: 8 }) }, 'bad'],
  ['a poison message', { clusters: apart({ processed: 20, refused: 1 }) }, 'good'],
  ['more poison than there is', { clusters: apart({ processed: 20, refused: 12 }) }, 'bad'],
  ['a dead letter that was good', { clusters: apart({ processed: 1000 }), deadLettered: 1 }, 'bad'],
  ['processed, but the queue grows old', { clusters: apart({ processed: 100 }), oldestSeconds: 121 }, 'open'],
] satisfies [string, Partial<Evidence>, string][])('%s', ([, change, verdict]) => {
  expect(judgeProof({ ...evidence, ...change })).toBe(verdict);
});

test.for([
  ['as many errors there', { processed: 90, errors: 10 }, { processed: 182, errors: 18 }, 'good'],
  [
    'hardly more errors than there',
    { processed: 8700, errors: 1300 },
    { processed: 9000, errors: 1000 },
    'good',
  ],
  ['nothing answered, nor there', { errors: 30 }, { errors: 30 }, 'open'],
  ['more errors than there', { processed: 80, errors: 20 }, { processed: 194, errors: 6 }, 'bad'],
  ['fewer errors than there', { processed: 100 }, { processed: 160, errors: 40 }, 'good'],
  ['errors, and too few there to tell', { processed: 12, errors: 8 }, { processed: 2, errors: 1 }, 'bad'],
] as const)('%s', ([, own, other, verdict]) => {
  expect(judgeProof({ ...evidence, clusters: apart(own), otherSide: apart(other) })).toBe(verdict);
});

test('what the other side did at another time tells nothing', () => {
  const clusters = apart({ processed: 88, errors: 12 });
  const otherSide = apart({ processed: 2000 });
  expect(judgeProof({ ...evidence, clusters, otherSide })).toBe('bad');
  // A machine that has no time for anybody now had some before.
  const earlier = otherSide.map((cluster) => ({ ...cluster, slice: cluster.slice - 100 }));
  expect(judgeProof({ ...evidence, clusters, otherSide: earlier })).toBe('open');
});

test('what failed for a moment is no verdict, what goes on failing is', () => {
  const failing = (slices: number) => apart({ errors: 20 }, slices);
  expect(judgeProof({ ...evidence, clusters: failing(2) })).toBe('open');
  expect(judgeProof({ ...evidence, clusters: failing(3) })).toBe('bad');
  // One batch, tried again and again.
  const batch = [{ ...idle, slice: 0, errors: 6 }];
  expect(judgeProof({ ...evidence, clusters: batch })).toBe('open');
  const tried = [...batch, ...[1, 2].map((slice) => ({ ...idle, slice, again: 6 }))];
  expect(judgeProof({ ...evidence, clusters: tried })).toBe('bad');
});

// What was seen where a machine had no time: environments that were killed with ten messages in hand, and honest 503.
test('66 of 604 that failed in batches, with nobody to compare with, are no verdict', () => {
  const clusters = whole({ done: 54, failed: 7 });
  expect(judgeProof({ ...evidence, clusters })).not.toBe('bad');
  expect(judgeProof({ ...evidence, clusters, otherSide: whole({ done: 60, failed: 3 }) })).not.toBe('bad');
});
test('73 of 4,725 answers are fewer than turn a move back', () => {
  const clusters = apart({ processed: 4652, errors: 73 });
  expect(judgeProof({ ...evidence, clusters, otherSide: apart({ processed: 4000 }) })).toBe('good');
});

test('dead letters never make a side good, whatever else it did', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.nat(1000),
      fc.integer({ min: 1, max: 5 }),
      (processed, errors, deadLettered) => {
        const clusters = [{ ...idle, slice: 0, processed, errors }];
        expect(judgeProof({ ...evidence, clusters, deadLettered }, defaultProofRules)).toBe('bad');
      },
    ),
  );
});
