import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../expressions/json.ts';
import { expandMatrix, legSuffix } from './expand-matrix.ts';

test("the include example of GitHub's documentation", () => {
  const legs = expandMatrix({
    fruit: ['apple', 'pear'],
    animal: ['cat', 'dog'],
    include: [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ],
  });
  expect(legs).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

test('exclude takes out what matches in part, also inside a mapping', () => {
  expect(expandMatrix({ os: ['a', 'b'], v: [1, 2], exclude: [{ os: 'a', v: 1 }, { os: 'b' }] })).toEqual([
    { os: 'a', v: 2 },
  ]);
  expect(expandMatrix({ node: [{ v: 1, x: 'y' }, { v: 2 }], exclude: [{ node: { v: 1 } }] })).toEqual([
    { node: { v: 2 } },
  ]);
});

test('include alone makes the legs', () => {
  expect(expandMatrix({ include: [{ a: 1 }, { a: 2, b: 3 }] })).toEqual([{ a: 1 }, { a: 2, b: 3 }]);
});

test.each<[Json, string]>([
  [{ component: [] }, 'strategy.matrix.component does not contain any values'],
  [{ component: 'x' }, 'strategy.matrix.component must be a list, not "x"'],
  ['x', 'strategy.matrix must be a mapping, not "x"'],
  [{ a: [1], exclude: [{ a: 1 }] }, 'strategy.matrix does not contain any legs'],
  [{ a: [1], include: [3] }, 'strategy.matrix.include must hold mappings, not 3'],
  [{ a: Array.from({ length: 257 }, (_, index) => index) }, 'strategy.matrix has more than 256 legs'],
])('%j is refused', (matrix, message) => {
  expect(() => expandMatrix(matrix)).toThrow(message);
});

test('a leg is named by its values, those inside a mapping too', () => {
  expect(legSuffix({ os: 'linux', node: { version: 24, lts: true } })).toBe('linux, 24, true');
});

const scalar = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y', 'z'));
const vectors = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }),
  { minKeys: 1 },
);
const filter = fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar, { minKeys: 1 });

test('every combination that nothing excludes, exactly once', () => {
  fc.assert(
    fc.property(vectors, fc.array(filter, { maxLength: 3 }), (matrix, exclude) => {
      const keys = Object.keys(matrix);
      const expected = Object.values(matrix).reduce((count, values) => count * values.length, 1);
      const all = expandMatrix(matrix);
      expect(new Set(all.map((leg) => JSON.stringify(leg))).size).toBe(expected);
      const isExcluded = (leg: Record<string, unknown>): boolean =>
        exclude.some((each) =>
          Object.entries(each).every(([key, value]) => keys.includes(key) && leg[key] === value),
        );
      const left = all.filter((leg) => !isExcluded(leg));
      const expand = (): unknown => {
        try {
          return expandMatrix({ ...matrix, exclude });
        } catch (error) {
          return (error as Error).message;
        }
      };
      expect(expand()).toEqual(left.length === 0 ? 'strategy.matrix does not contain any legs' : left);
    }),
  );
});

test('include never changes a value of the original matrix and never loses a leg', () => {
  fc.assert(
    fc.property(vectors, fc.array(filter, { maxLength: 3 }), (matrix, include) => {
      const before = expandMatrix(matrix);
      const after = expandMatrix({ ...matrix, include });
      before.forEach((leg, index) => expect(after[index]).toMatchObject(leg));
      expect(after.length).toBeLessThanOrEqual(before.length + include.length);
    }),
  );
});
