import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('createPace', () => {
  it('takes what comes alone at once, and what comes right after it', () => {
    const pace = createPace();
    expect(pace(1, 10, 1000)).toBe(0);
    expect(pace(1, 10, 2000)).toBe(0);
    expect(pace(0, 10, 2010)).toBe(0);
  });

  it('waits between receives that keep bringing a few, the longer the fewer', () => {
    const pace = createPace();
    const waits = [4, 4, 1, 9].map((messages, index) => pace(messages, 10, 1000 + 90 * index));
    expect(waits.map(Math.round)).toEqual([0, 60, 90, 10]);
    expect(pace(4, 10, 1500)).toBe(0);
  });

  it('never waits after a full receive, however few places were left', () => {
    const pace = createPace();
    expect([1000, 1001, 1002].map((now) => pace(10, 10, now))).toEqual([0, 0, 0]);
    expect(pace(2, 2, 1003)).toBe(0);
  });
});
