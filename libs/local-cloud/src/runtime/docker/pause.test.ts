import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { pauseProgram } from './pause.ts';

const runs = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

it.skipIf(!runs)('the pause program waits without using the CPU until it is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phaseline-pause-'));
  const program = join(folder, 'pause');
  await writeFile(program, pauseProgram(process.arch));
  await chmod(program, 0o755);
  const child = spawn(program);
  try {
    // Sleeping, not running: a program that loops would be in state R.
    await vi.waitFor(
      () => {
        const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
        expect(stat).toMatch(/^\d+ \(pause\) S /);
      },
      { timeout: 60_000 },
    );
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
    expect(() => execFileSync(program, { timeout: 50 })).toThrow(/ETIMEDOUT/);
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

it('there is no program for any other CPU', () => {
  expect(() => pauseProgram('riscv64')).toThrow('riscv64');
});
