import { expect, it } from 'vitest';
import { backOffDelay, failureThreshold } from './circuit-breaker.ts';

it('follows the formula of AWS: half of the desired count, from 3 to 200', () => {
  expect([1, 6, 7, 25, 400, 800].map((desired) => failureThreshold(desired))).toEqual([
    3, 3, 4, 13, 200, 200,
  ]);
});

it('takes a configured threshold', () => {
  const breaker = { enable: true, rollback: true };
  expect(failureThreshold(10, { ...breaker, thresholdConfiguration: { type: 'COUNT', value: 1 } })).toBe(1);
  expect(
    failureThreshold(10, { ...breaker, thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 100 } }),
  ).toBe(10);
});

it('waits longer with every failure, up to a limit', () => {
  expect([0, 1, 2, 3, 20].map((failures) => backOffDelay(failures, 100, 1000))).toEqual([
    0, 100, 200, 400, 1000,
  ]);
});
