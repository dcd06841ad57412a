import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const sources = tracked.filter((path) => path.endsWith('.ts') && !path.includes('/dist/'));

test('file names are kebab-case, with the dots of Nest where Nest has them', () => {
  expect(
    sources.filter((path) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.ts$/.test(path.split('/').at(-1) ?? '')),
  ).toEqual([]);
});

test('no source file is a drawer', () => {
  expect(sources.filter((path) => /(^|\/)(utils?|common|helpers?|misc)(\/|\.ts$)/.test(path))).toEqual([]);
});

test('no source file is longer than 300 lines', () => {
  const long = sources
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});
