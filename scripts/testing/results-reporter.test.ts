import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../root.ts';
import { describeFailures } from './describe-failures.ts';
import type { Results } from './results.ts';

/** Every way in which a run of tests can fail, run for real. */
const files = {
  'tests.test.ts': `
    import { beforeAll, describe, expect, it } from 'vitest';
    it('passes', () => {});
    it.skip('is skipped', () => {});
    it('compares', () => expect({ a: 1 }).toEqual({ a: 2 }));
    it('throws', () => { throw new Error('outer', { cause: new Error('inner') }); });
    describe('hooked', () => {
      beforeAll(() => { throw new Error('no hook'); });
      it('does not get that far', () => {});
    });`,
  'broken.test.ts': `import './nowhere.ts';`,
  'uncaught.test.ts': `
    import { it } from 'vitest';
    it('looks fine', async () => {
      void Promise.reject(new Error('nobody looked'));
      await new Promise((resolve) => setImmediate(resolve));
    });`,
};
let folder: string;
let results: Results;

beforeAll(async () => {
  mkdirSync(join(root, '.vitest'), { recursive: true });
  folder = mkdtempSync(join(root, '.vitest', 'results-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, 'results.json');
  await new Promise((resolve) => {
    execFile('vitest', ['run', '--dir', folder, `--outputFile=${file}`], { cwd: root }, resolve);
  });
  results = JSON.parse(readFileSync(file, 'utf8')) as Results;
});
afterAll(() => rmSync(folder, { recursive: true }));

it('counts files, hooks and uncaught errors as failures too', () => {
  expect(results).toMatchObject({ passed: 2, failed: 5 });
});

it('says what failed, where and why', () => {
  const screen = describeFailures(results.failures)
    .join('\n')
    .replaceAll(`${relative(root, folder)}/`, '');
  expect(screen).toContain('FAILED broken.test.ts\n    Error: Cannot find module');
  expect(screen).toMatch(/FAILED hooked \(hook\) \(tests\.test\.ts\)\n {4}Error: no hook/);
  expect(screen).toMatch(/FAILED compares \(tests\.test\.ts\)[\s\S]*- {3}"a": 2,\n +\+ {3}"a": 1,/);
  expect(screen).toMatch(/Error: outer\n {4}caused by Error: inner\n/);
  expect(screen).toMatch(/FAILED an error that nobody caught\n {4}Error: nobody looked/);
});

it('tells of the last of many only what and where', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ name: `t${index}`, lines: ['why'] }));
  expect(describeFailures(many).length).toBeLessThan(45);
  expect(describeFailures(many).at(-1)).toBe('FAILED t29');
});

it('keeps how long the tests took, the slowest first', () => {
  expect(results.slowest.map(({ name }) => name).sort()).toContain('looks fine');
  const times = results.slowest.map(({ milliseconds }) => milliseconds);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(results.milliseconds).toBeGreaterThanOrEqual(times[0] ?? Infinity);
});
