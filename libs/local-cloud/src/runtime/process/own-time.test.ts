import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { countWaits, limitOwnTime, waitedForProcessor } from './own-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives as much more as was waited for a processor, and no more', () => {
  let waited = 0;
  const over = vi.fn<() => void>();
  limitOwnTime(1000, () => waited, over);
  waited = 300;
  vi.advanceTimersByTime(1299);
  expect(over).not.toHaveBeenCalled();
  waited = 450;
  vi.advanceTimersByTime(150);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(over).toHaveBeenCalledOnce();
  limitOwnTime(1000, () => 0, over)();
  vi.advanceTimersByTime(5000);
  expect(over).toHaveBeenCalledOnce();
});

it('knows how long a process has waited', () => {
  expect(waitedForProcessor(process.pid)).toBeGreaterThanOrEqual(0);
  expect(waitedForProcessor(0)).toBe(0);
});

it('counts the waits of several, from when it is asked', () => {
  const waits = countWaits([process.ppid, 0]);
  expect(waits()).toBeGreaterThanOrEqual(0);
  expect(waits()).toBeLessThan(waitedForProcessor(process.pid) + waitedForProcessor(process.ppid) + 1);
});
