import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.ts';

// On a fresh clone it runs before whatever is typed first, `npm run -s cloud > cloud.env` among it.
test('what it says while it installs is no part of the output of the command after it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'phaseline-setup-'));
  try {
    const manifest = { name: 'fresh', version: '1.0.0', private: true };
    const lock = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    mkdirSync(join(folder, 'scripts'));
    cpSync(join(root, 'scripts/setup.mjs'), join(folder, 'scripts/setup.mjs'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('Installing dependencies');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
