import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAlongDependencies, type Scheduled } from './schedule.ts';

/** Items that depend on earlier ones only, each marked to fail or not. */
const graphs = fc
  .array(fc.record({ fails: fc.boolean(), picks: fc.array(fc.nat(), { maxLength: 4 }) }), { maxLength: 30 })
  .map((nodes) =>
    nodes.map(({ fails, picks }, index) => ({
      id: `r${index}`,
      fails: fails && index % 3 === 0,
      dependsOn: index === 0 ? [] : [...new Set(picks.map((pick) => `r${pick % index}`))],
    })),
  );

const dependsOnFailed = (items: readonly (Scheduled & { fails: boolean })[]) => {
  const bad = new Set<string>();
  for (const item of items) {
    if (item.fails || item.dependsOn.some((id) => bad.has(id))) bad.add(item.id);
  }
  return bad;
};

describe('runAlongDependencies', () => {
  it('keeps to dependencies and parallelism; a failure skips its dependents and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.integer({ min: 1, max: 6 }),
        fc.scheduler(),
        async (items, parallelism, s) => {
          let running = 0;
          const done = new Set<string>();
          const result = runAlongDependencies(items, { parallelism }, async (item) => {
            expect(item.dependsOn.filter((id) => !done.has(id))).toEqual([]);
            running += 1;
            expect(running).toBeLessThanOrEqual(parallelism);
            await s.schedule(Promise.resolve(), item.id);
            running -= 1;
            if (item.fails) throw new Error(item.id);
            done.add(item.id);
            return item.id;
          });
          const outcomes = await s.waitFor(result);
          const bad = dependsOnFailed(items);
          expect(outcomes.size).toBe(items.length);
          for (const item of items) {
            const expected = item.fails && !item.dependsOn.some((id) => bad.has(id)) ? 'failed' : 'skipped';
            expect(outcomes.get(item.id)?.status).toBe(bad.has(item.id) ? expected : 'done');
          }
        },
      ),
    );
  });

  it('really works side by side', async () => {
    const items = ['a', 'b', 'c'].map((id) => ({ id, dependsOn: [] }));
    let arrived = 0;
    let open = (): void => undefined;
    const all = new Promise<void>((resolve) => {
      open = resolve;
    });
    const outcomes = await runAlongDependencies(items, { parallelism: 3 }, async () => {
      arrived += 1;
      if (arrived === 3) open();
      await all;
    });
    expect([...outcomes.values()].every(({ status }) => status === 'done')).toBe(true);
  });

  it('begins nothing more once it is cancelled, and lets what runs end', async () => {
    const controller = new AbortController();
    const items = ['a', 'b', 'c'].map((id) => ({ id, dependsOn: [] }));
    const outcomes = await runAlongDependencies(
      items,
      { parallelism: 1, signal: controller.signal },
      async () => {
        controller.abort();
        await Promise.resolve();
      },
    );
    expect(items.map(({ id }) => outcomes.get(id)?.status)).toEqual(['done', 'skipped', 'skipped']);
  });

  it('skips a circle instead of waiting for it', async () => {
    const items = [
      { id: 'a', dependsOn: ['b'] },
      { id: 'b', dependsOn: ['a'] },
    ];
    const outcomes = await runAlongDependencies(
      items,
      { parallelism: 2 },
      async () => await Promise.resolve(),
    );
    expect(outcomes.get('a')).toEqual({ status: 'skipped', because: 'a circle of dependencies' });
  });
});
