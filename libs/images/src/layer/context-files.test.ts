import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readContextFiles } from './context-files.ts';

let context = '';
beforeAll(async () => {
  context = await mkdtemp(join(tmpdir(), 'phaseline-context-'));
  await mkdir(join(context, 'public/css'), { recursive: true });
  await writeFile(join(context, 'main.js'), '1');
  await writeFile(join(context, 'run'), '2');
  await chmod(join(context, 'run'), 0o755);
  await writeFile(join(context, 'public/css/a.css'), '3');
});
afterAll(() => rm(context, { recursive: true, force: true }));

const copy = (sources: readonly string[], destination: string) =>
  readContextFiles(context, [{ sources, destination, line: 1 }]);

test('places files and what is in folders as Docker does', async () => {
  const paths = async (...parameters: Parameters<typeof copy>) =>
    (await copy(...parameters)).map(({ path, executable }) => [path, executable]);
  expect(await paths(['main.js'], '/app/')).toEqual([['/app/main.js', false]]);
  expect(await paths(['main.js'], '/app/other.js')).toEqual([['/app/other.js', false]]);
  expect(await paths(['run'], '/')).toEqual([['/run', true]]);
  expect(await paths(['public'], '/app/public')).toEqual([['/app/public/css/a.css', false]]);
});

test('a later COPY of the same file wins', async () => {
  const files = await readContextFiles(context, [
    { sources: ['main.js'], destination: '/app/x', line: 1 },
    { sources: ['run'], destination: '/app/x', line: 2 },
  ]);
  expect(files.map(({ content }) => content.toString())).toEqual(['2']);
});

test.each([
  ['missing.js', 'there is no such file'],
  ['../secret', 'outside the build context'],
  ['*.js', 'takes no patterns'],
])('refuses %s', async (source, problem) => {
  await expect(copy([source], '/app/')).rejects.toThrow(problem);
});
