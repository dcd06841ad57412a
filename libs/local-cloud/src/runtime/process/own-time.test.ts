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

it('counts the waits of several and of this process, from when it is asked', () => {
  const waited = new Map([
    [process.pid, 100],
    [7, 20],
  ]);
  const waits = countWaits([7], (pid) => waited.get(pid) ?? 0);
  expect(waits()).toBe(0);
  waited.set(7, 25).set(process.pid, 103);
  expect(waits()).toBe(8);
  // One that has ended is not known any more.
  waited.delete(7);
  expect(waits()).toBe(0);
});
