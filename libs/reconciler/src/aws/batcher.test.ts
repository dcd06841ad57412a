import { describe, expect, it } from 'vitest';
import { createBatcher } from './batcher.ts';

describe('createBatcher', () => {
  it('gathers what is asked for at the same time, within the limit', async () => {
    const calls: string[][] = [];
    const read = createBatcher(10, async (keys) => {
      calls.push([...keys]);
      return await Promise.resolve(new Map(keys.filter((key) => key !== 'k3').map((key) => [key, key])));
    });
    const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
    const values = await Promise.all(keys.map(read));
    expect(calls.map(({ length }) => length)).toEqual([10, 2]);
    expect(values[3]).toBeUndefined();
    expect(values[11]).toBe('k11');
    await read('k5');
    expect(calls).toHaveLength(3);
  });

  it('fails all that were gathered, and nobody afterwards', async () => {
    let broken = true;
    const read = createBatcher(10, async () => {
      if (broken) throw new Error('no');
      return await Promise.resolve(new Map([['a', 1]]));
    });
    const results = await Promise.allSettled([read('a'), read('b')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    await expect(read('a')).resolves.toBe(1);
  });
});
