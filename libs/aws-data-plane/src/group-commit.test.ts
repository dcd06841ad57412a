import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { groupCommit } from './group-commit.ts';

describe('groupCommit', () => {
  it('commits what comes in one turn together, and then what came meanwhile, in order, as many as fit', async () => {
    const groups: number[][] = [];
    const meanwhile: Promise<number>[] = [];
    const commit = groupCommit<number, number>(
      async (items) => {
        groups.push([...items]);
        if (groups.length === 1) meanwhile.push(...[3, 4, 5, 6].map(commit));
        await setImmediate();
        return items.map((item) => 10 * item);
      },
      (items) => items.length <= 3,
      () => false,
    );
    expect(await Promise.all([1, 2].map(commit))).toEqual([10, 20]);
    expect(await Promise.all(meanwhile)).toEqual([30, 40, 50, 60]);
    expect(groups).toEqual([[1, 2], [3, 4, 5], [6]]);
    await commit(7);
    expect(groups.at(-1)).toEqual([7]);
  });

  it('never has two commits under way', async () => {
    let running = 0;
    let most = 0;
    const commit = groupCommit<number, number>(
      async (items) => {
        most = Math.max(most, ++running);
        await setImmediate();
        running--;
        return items;
      },
      (items) => items.length <= 2,
      () => false,
    );
    await Promise.all(Array.from({ length: 50 }, (_, index) => commit(index)));
    expect(most).toBe(1);
  });

  it('fails all of a group with it, unless an item is to blame: then that one alone', async () => {
    for (const blame of [true, false]) {
      const commit = groupCommit<string, string>(
        async (items) => {
          await setImmediate();
          if (items.includes('bad')) throw new Error('refused');
          return items;
        },
        () => true,
        () => blame,
      );
      const results = await Promise.allSettled(['good', 'bad', 'fine'].map(commit));
      const good = blame ? 'fulfilled' : 'rejected';
      expect(results.map(({ status }) => status)).toEqual([good, 'rejected', good]);
    }
  });
});
