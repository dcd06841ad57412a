import { describe, expect, test } from 'vitest';
import { mulberry32, type TwoSides, watchSides } from '../testing/two-sides.ts';

/** Moves as they are looked at: after every batch. How often a side is blamed for what it is not, and how soon it is for what it is. */
const seed = Number(process.env['SIDES_SEED'] ?? Date.now() % 1_000_000);
const runs = 100;

const base: TwoSides = {
  slices: 15,
  workers: [2, 2],
  batches: [4, 4],
  batchSize: 10,
  whole: false,
  share: () => 0,
};
/** A task or an environment that is as good as dead now and then, each for itself. */
const bursts =
  (often: number): TwoSides['share'] =>
  (_side, _common, own) =>
    own() < often ? own() : 0.002;

function endsOf(sides: TwoSides) {
  const random = mulberry32(seed);
  return Array.from({ length: runs }, () => watchSides(sides, random));
}

describe(`a new side that is as good as the old one, SIDES_SEED=${seed}`, () => {
  test.for<[string, Partial<TwoSides>]>([
    ['never fails', {}],
    ['1 % of messages', { share: () => 0.01 }],
    ['5 % of messages', { share: () => 0.05 }],
    ['30 % of messages', { share: () => 0.3 }],
    ['1 % of batches', { whole: true, share: () => 0.01 }],
    ['5 % of batches', { whole: true, share: () => 0.05 }],
    ['10 % of batches', { whole: true, share: () => 0.1 }],
    ['30 % of batches', { whole: true, share: () => 0.3 }],
    ['5 % of batches, and few of them', { whole: true, slices: 40, batches: [1, 2], share: () => 0.05 }],
    ['bursts', { share: bursts(0.05) }],
    ['many bursts', { share: bursts(0.15) }],
    [
      'bursts of one task beside ten environments',
      { workers: [1, 10], batches: [40, 4], share: bursts(0.05) },
    ],
    [
      'bursts of ten environments beside one task',
      { workers: [10, 1], batches: [4, 40], share: bursts(0.05) },
    ],
    ['a machine without time', { share: (_, common, own) => (common < 0.2 ? own() * 0.6 : 0.002) }],
    ['2 % of batches, with nothing beside it', { workers: [2, 0], whole: true, share: () => 0.02 }],
    ['bursts, with nothing beside it', { workers: [2, 0], share: bursts(0.05) }],
  ])('%s: hardly ever blamed', ([, sides]) => {
    const blamed = endsOf({ ...base, ...sides }).filter(({ verdict }) => verdict === 'bad');
    // One of a hundred at most, by 500 moves each; what a hundred show of that varies.
    expect(blamed.length).toBeLessThanOrEqual(5);
  });
});

describe(`a new side that is broken, SIDES_SEED=${seed}`, () => {
  /** The old side fails at 1 % meanwhile. */
  const broken =
    (share: number): TwoSides['share'] =>
    (side) =>
      side === 'new' ? share : 0.01;
  test.for<[string, Partial<TwoSides>, number]>([
    ['everything', { share: broken(1) }, 240],
    ['30 % of messages', { share: broken(0.3) }, 400],
    ['10 % of messages', { share: broken(0.1) }, 800],
    ['everything, in batches', { whole: true, share: broken(1) }, 240],
    ['30 % of batches', { whole: true, slices: 30, share: broken(0.3) }, 1600],
    ['everything, with nothing beside it', { workers: [2, 0], share: broken(1) }, 240],
    ['30 % of messages, with nothing beside it', { workers: [2, 0], share: broken(0.3) }, 600],
    ['30 % of an API', { workers: [1, 10], batches: [40, 4], share: broken(0.3) }, 2000],
  ])('%s: found, and soon', ([, sides, most]) => {
    const ends = endsOf({ ...base, ...sides });
    expect(ends.filter(({ verdict }) => verdict !== 'bad')).toEqual([]);
    const tries = ends.map((end) => end.tries).toSorted((one, other) => one - other);
    expect(tries[Math.floor(runs * 0.95)]).toBeLessThanOrEqual(most);
  });

  test('is hardly ever let pass before it is found', () => {
    const random = mulberry32(seed);
    for (const share of [0.3, 1]) {
      const sides = { ...base, share: broken(share) };
      const ends = Array.from({ length: runs }, () => watchSides(sides, random, { stopsWhenGood: true }));
      // Twenty of thirty percent are all done once in a thousand times.
      expect(ends.filter(({ verdict }) => verdict === 'good').length).toBeLessThanOrEqual(2);
    }
  });
});
