import { expect, it } from 'vitest';
import { atFault, compare } from './evidence.ts';
import { addVerdict, createWatches, type Watch } from './watch.ts';

type Line = readonly ['done' | 'error' | 'refused', string, { stream?: string; at?: number }?];

/** What a side's lines come to. */
function side(...lines: readonly Line[]): Watch {
  const watch = createWatches(() => 0).of('a side');
  for (const [verdict, about, { stream = 'task', at = 0 } = {}] of lines) {
    addVerdict({ verdict, about, stream, timestamp: at }, watch);
  }
  return watch;
}
const here = { slice: 0, processed: 0, errors: 0, refused: 0, again: 0 };

it('counts by task and slice of time', () => {
  const seconds = (count: number) => 1000 * count;
  const watch = side(
    ['done', 'a'],
    ['done', 'b', { at: seconds(4.9) }],
    ['done', 'c', { at: seconds(5) }],
    ['error', 'd', { stream: 'other task' }],
  );
  expect(compare(watch, side()).clusters).toEqual([
    { ...here, processed: 2 },
    { ...here, slice: 1, processed: 1 },
    { ...here, errors: 1 },
  ]);
});

it('counts a message once, and says where it was tried again', () => {
  const watch = side(
    ['error', 'a'],
    ['error', 'a', { at: 1 }],
    ['error', 'a', { at: 12_000 }],
    ['error', 'a', { at: 12_001 }],
  );
  expect(compare(watch, side()).clusters).toEqual([
    { ...here, errors: 1 },
    { ...here, slice: 2, again: 1 },
  ]);
});

it('counts a message that fails on both sides on neither', () => {
  const watch = side(
    ['done', 'x'],
    ['error', 'a'],
    ['error', 'b'],
    ['error', 'b', { at: 9000 }],
    ['refused', 'p'],
  );
  const other = side(['done', 'y'], ['error', 'b'], ['error', 'p'], ['error', 'c']);
  expect(compare(watch, other)).toEqual({
    clusters: [
      { ...here, processed: 1, errors: 1 },
      { ...here, slice: 1 },
    ],
    otherSide: [{ ...here, processed: 1, errors: 1 }],
  });
});

it('finds at fault what a side refuses, and what fails on both', () => {
  const watch = side(['error', 'a'], ['error', 'b'], ['refused', 'p']);
  expect(atFault(watch, side(['error', 'b'], ['refused', 'p'], ['refused', 'q']))).toBe(3);
});
