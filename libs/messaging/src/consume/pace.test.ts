import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('createPace', () => {
  it('takes what comes alone at once, and what comes right after it', () => {
    const pace = createPace();
    expect(pace(1, 10, 1000)).toBe(0);
    expect(pace(1, 10, 2000)).toBe(0);
    expect(pace(0, 10, 2010)).toBe(0);
  });

  it('waits between receives that keep bringing a few', () => {
    const pace = createPace();
    const waits = [1000, 1040, 1095, 1150].map((now) => pace(4, 10, now));
    expect(waits).toEqual([0, 50, 50, 50]);
    expect(pace(4, 10, 1300)).toBe(0);
  });

  it('never waits while receives are half full, however few places were left', () => {
    const pace = createPace();
    expect([1000, 1001, 1002].map((now) => pace(5, 10, now))).toEqual([0, 0, 0]);
    expect(pace(1, 2, 1003)).toBe(0);
  });
});
