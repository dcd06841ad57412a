import { expect, test } from 'vitest';
import { pollDelayMs, retryDelaySeconds } from './backoff.ts';

test('retries come later each time, jittered, up to the most', () => {
  const range = (count: number): number[] => [0, 1].map((random) => retryDelaySeconds(count, 2, 300, random));
  expect([1, 2, 3, 8, 9, 1000].map(range)).toEqual([
    [1, 2],
    [2, 4],
    [4, 8],
    [128, 256],
    [150, 300],
    [150, 300],
  ]);
  expect(retryDelaySeconds(3, 0, 300)).toBe(0);
});

test('polls wait at most 20 s', () => {
  expect([1, 5, 10_000].map((failures) => pollDelayMs(failures, 1))).toEqual([200, 3200, 20_000]);
});
