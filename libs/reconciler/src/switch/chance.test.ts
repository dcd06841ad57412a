import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceOfDifference, chanceOfErrors } from './chance.ts';

test.for([
  // Known values: R's pbinom(k - 1, n, p, lower.tail = FALSE).
  [1, 1, 0.01, 0.01],
  [2, 20, 0.01, 0.016859],
  [5, 100, 0.02, 0.05083],
  [0, 50, 0.01, 1],
  [3, 10, 0, 0],
] as const)('%i or more of %i at %f', ([errors, tries, share, chance]) => {
  expect(chanceOfErrors(errors, tries, share)).toBeCloseTo(chance, 5);
});

test.for([
  // Fisher's tea: 3 of 4 against 1 of 4.
  [{ tries: 4, errors: 3 }, { tries: 4, errors: 1 }, 0.242857],
  [{ tries: 5, errors: 5 }, { tries: 20, errors: 0 }, 1 / 53_130],
  [{ tries: 10, errors: 0 }, { tries: 10, errors: 10 }, 1],
] as const)('%o beside %o', ([one, other, chance]) => {
  expect(chanceOfDifference(one, other)).toBeCloseTo(chance, 6);
});

/** The sum that the definition asks for, in whole numbers. */
function exactDifference(
  one: { tries: number; errors: number },
  other: { tries: number; errors: number },
): number {
  const choose = (all: number, some: number): bigint => {
    if (some < 0 || some > all) return 0n;
    let result = 1n;
    for (let index = 1; index <= some; index += 1)
      result = (result * BigInt(all - some + index)) / BigInt(index);
    return result;
  };
  const errors = one.errors + other.errors;
  const tries = one.tries + other.tries;
  let sum = 0n;
  for (let count = one.errors; count <= one.tries; count += 1)
    sum += choose(errors, count) * choose(tries - errors, one.tries - count);
  return Number((sum * 1_000_000_000n) / choose(tries, one.tries)) / 1e9;
}

test('agrees with the definition in whole numbers', () => {
  const sample = fc
    .integer({ min: 1, max: 80 })
    .chain((tries) => fc.record({ tries: fc.constant(tries), errors: fc.nat(tries) }));
  fc.assert(
    fc.property(sample, sample, (one, other) => {
      expect(chanceOfDifference(one, other)).toBeCloseTo(exactDifference(one, other), 7);
    }),
  );
});
