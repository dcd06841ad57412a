import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../root.ts';
import { longest } from './longest-first.ts';
import { vitestRuns } from './vitest-runs.ts';

/** A repository with its tests. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phaseline-runs-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Which files each run of vitest would execute. */
async function filesOf(command: readonly string[]): Promise<string[]> {
  const [program = '', , ...options] = command;
  const { stdout } = await promisify(execFile)(program, ['list', '--filesOnly', '--json', ...options], {
    cwd: folder,
  });
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file.slice(folder.length + 1)).sort();
}

it('runs every test once, those under test/load after the others and alone', async () => {
  for (const path of [
    'libs/a/a.test.ts',
    'test/system/b.test.ts',
    'test/load/c.test.ts',
    'libs/load/d.test.ts',
  ])
    write(path, "import { it } from 'vitest';\nit('runs', () => {});\n");
  const runs = vitestRuns();
  expect(runs.map(({ project }) => project)).toEqual(['.', 'test/load']);
  const files = await Promise.all(runs.map(({ command }) => filesOf(command)));
  expect(files).toEqual([
    ['libs/a/a.test.ts', 'libs/load/d.test.ts', 'test/system/b.test.ts'],
    ['test/load/c.test.ts'],
  ]);
  expect(files.flat().sort()).toEqual(globSync('{libs,test}/**/*.test.ts', { cwd: folder }).sort());
});

it('begins with files and folders that are there', () => {
  expect(longest.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
