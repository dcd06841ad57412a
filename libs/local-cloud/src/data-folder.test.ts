import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataFolder } from './data-folder.ts';
import { startLocalCloud } from './index.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'phaseline-data-'));
});
afterAll(async () => await rm(home, { recursive: true }));

it('is created with all folders above it, and is fine with being there, whoever creates it', async () => {
  const path = join(home, 'a/b/c');
  await Promise.all([createDataFolder(path), createDataFolder(path)]);
  await createDataFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);
});

it('is refused under a file', async () => {
  await writeFile(join(home, 'file'), '');
  await expect(startLocalCloud({ dataDir: join(home, 'file/x') })).rejects.toThrow(
    /The folder .*file\/x cannot keep the cloud's state: ENOTDIR/,
  );
  await expect(startLocalCloud({ dataDir: join(home, 'file') })).rejects.toThrow(/: EEXIST/);
});

// Seen to hang for ever.
it.runIf(process.platform === 'linux')('is refused where nothing can be created', async () => {
  await expect(startLocalCloud({ dataDir: '/proc/x' })).rejects.toThrow(
    /The folder \/proc\/x cannot keep the cloud's state: .*Choose one that can be written to/,
  );
});
