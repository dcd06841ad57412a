import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildActions } from './build.ts';

const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist');
let built = '';
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'phaseline-actions-'));
  await buildActions(built);
});
afterAll(() => rm(built, { recursive: true, force: true }));

test('dist/ is what the sources build (npx nx build actions)', async () => {
  const files = (await readdir(built)).sort();
  expect((await readdir(dist)).sort()).toEqual(files);
  for (const file of files)
    expect(await readFile(join(dist, file), 'utf8'), file).toBe(await readFile(join(built, file), 'utf8'));
});
