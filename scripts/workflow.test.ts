import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const command = join(import.meta.dirname, 'workflow.ts');

/** A folder with one workflow, and `node scripts/workflow.ts` run on it. */
function folderWith(jobs: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(
    join(folder, '.github/workflows/w.yml'),
    `on:\n  workflow_dispatch:\n    inputs: { phase: { type: choice, options: [ecs, hybrid] } }\n${jobs}`,
  );
  return folder;
}

function start(folder: string, ...parameters: string[]) {
  const child = spawn(process.execPath, [command, ...parameters], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const errors: string[] = [];
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output, errors: errors.join('') })),
  );
  return { child, ended };
}

const greet = 'jobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "test ${{ inputs.phase }} = ecs" }] } }\n';
const file = '.github/workflows/w.yml';

test('0 for success, 1 for a failed run, the run as JSON', async () => {
  const folder = folderWith(greet);
  const good = await start(folder, file, '--input', 'phase=ecs', '--json', 'run.json').ended;
  expect(good).toMatchObject({ code: 0, errors: '' });
  expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({
    conclusion: 'success',
    jobs: [{ id: 'a' }],
  });
  const bad = await start(folder, file, '--input', 'phase=hybrid').ended;
  expect(bad).toMatchObject({ code: 1, errors: '' });
  expect(bad.output).toContain('Process completed with exit code 1.');
});

test.each([
  [['--bogus'], /^Error: which workflow\?/],
  [[file, '--bogus'], /^Error: Unknown option '--bogus'/],
  [[file, '--input', 'phase'], /^Error: --input phase: expected NAME=VALUE/],
  [[file, '--input', 'fase=ecs'], /^Error: \.github\/workflows\/w\.yml: no input 'fase'; its inputs: phase/],
  [[file, '--input', 'phase=moon'], /must be one of ecs, hybrid, not 'moon'/],
  [[file, '--event', 'push'], /does not run on push; it runs on workflow_dispatch/],
  [
    [file, '--secret', 'NOT_THERE_AT_ALL'],
    /^Error: --secret NOT_THERE_AT_ALL: there is no environment variable/,
  ],
  [[file, '--payload', 'nowhere.json'], /^Error: --payload nowhere\.json: ENOENT/],
  [[file, '--job', 'zzz'], /no job 'zzz'; its jobs: a/],
  [['missing.yml'], /missing\.yml: no such file/],
])('%j: one line and exit code 2', async (parameters, message) => {
  const result = await start(folderWith(greet), ...parameters).ended;
  expect(result.errors).toMatch(message);
  expect(result.code).toBe(2);
});

test('Ctrl-C interrupts the step, lets always() run, and ends with 130', async () => {
  const folder = folderWith(`jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: trap 'touch interrupted; exit 1' INT; echo ready; sleep 60 & wait
      - if: always()
        run: touch tidied
`);
  const { child, ended } = start(folder, file, '--logs');
  child.stdout.on('data', (chunk) => {
    if (/│ ready/.test(String(chunk))) child.kill('SIGINT');
  });
  expect((await ended).code).toBe(130);
  expect([existsSync(join(folder, 'interrupted')), existsSync(join(folder, 'tidied'))]).toEqual([true, true]);
});

test('a second Ctrl-C ends at once and leaves no process behind', async () => {
  const folder = folderWith(`jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: trap '' INT TERM; echo $$ > pid; echo ready; while true; do sleep 1; done
`);
  const { child, ended } = start(folder, file, '--logs');
  child.stdout.on('data', (chunk) => {
    if (!/│ ready/.test(String(chunk))) return;
    child.kill('SIGINT');
    child.kill('SIGTERM');
  });
  expect((await ended).code).toBe(130);
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  await expect.poll(() => isAlive(pid)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
