import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runJobsOf } from './testing/workspace.ts';

/** Runs `yaml`, cancels it when a step prints `ready`. */
async function cancelledAtReady(yaml: string, options: Parameters<typeof runJobsOf>[1] = {}) {
  const controller = new AbortController();
  return runJobsOf(yaml, {
    ...options,
    signal: controller.signal,
    reporter: { report: (event) => event.type === 'log' && event.line === 'ready' && controller.abort() },
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for yet is no longer running.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('the running step is interrupted, cancelled() and always() steps, post steps and jobs still run', async () => {
  const run = await cancelledAtReady(
    `jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: ./tidy
      - run: |
          trap 'echo interrupted; exit 1' INT
          echo ready
          sleep 60 & wait
      - run: echo no
      - if: failure()
        run: echo no
      - if: cancelled()
        run: echo cancelled, \${{ job.status }}
  b:
    needs: a
    runs-on: ubuntu-latest
    steps: [{ run: echo no }]
  c:
    needs: a
    if: always()
    runs-on: ubuntu-latest
    steps: [{ run: 'echo last \${{ needs.a.result }}' }]
`,
    {
      files: {
        'tidy/action.yml': 'name: t\ndescription: t\nruns: { using: node24, main: m.mjs, post: p.mjs }\n',
        'tidy/m.mjs': '',
        'tidy/p.mjs': "console.log('tidied');",
      },
    },
  );
  expect(run.conclusion).toBe('cancelled');
  expect(run.log.filter((line) => !line.startsWith('$ '))).toEqual([
    'ready',
    'interrupted',
    'Error: The operation was canceled.',
    'cancelled, cancelled',
    'tidied',
    'last cancelled',
  ]);
  expect(run.jobs.map((job) => [job.id, job.conclusion])).toEqual([
    ['a', 'cancelled'],
    ['b', 'cancelled'],
    ['c', 'success'],
  ]);
});

test('a step that runs under always() is not cancelled', async () => {
  const run = await cancelledAtReady(`jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - if: always()
        run: echo ready; sleep 0.3; echo finished
`);
  expect(run.log.at(-1)).toBe('finished');
  expect(run.jobs[0]?.steps[0]?.conclusion).toBe('success');
});

test('a process that ignores every polite signal is killed, with its children', async () => {
  const run = await cancelledAtReady(`jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          trap '' INT TERM
          sleep 300 & echo $! > pids
          echo $$ >> pids
          echo ready
          while true; do sleep 1; done
`);
  expect(run.conclusion).toBe('cancelled');
  const pids = readPids(join(run.workspace, 'pids'));
  expect(pids).toHaveLength(2);
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 60_000 });
});

test('a process left in the background serves the next steps and is gone after the job', async () => {
  const run = await runJobsOf(`jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: (sleep 300 & echo $! >> pids) >/dev/null 2>&1; setsid sleep 301 >/dev/null 2>&1 & echo $! >> pids
      - run: for pid in $(cat pids); do kill -0 $pid; done
`);
  expect(run.conclusion).toBe('success');
  const pids = readPids(join(run.workspace, 'pids'));
  expect(pids).toHaveLength(2);
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 60_000 });
});

test('kill ends everything at once, also what always() keeps running', async () => {
  const controller = new AbortController();
  const kill = new AbortController();
  const run = await runJobsOf(
    `jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - if: always()
        run: trap '' INT TERM; echo $$ > pids; echo ready; while true; do sleep 1; done
`,
    {
      signal: controller.signal,
      kill: kill.signal,
      reporter: {
        report: (event) => {
          if (event.type !== 'log' || event.line !== 'ready') return;
          controller.abort();
          kill.abort();
        },
      },
    },
  );
  expect(run.conclusion).not.toBe('success');
  await vi.waitFor(() => expect(readPids(join(run.workspace, 'pids')).filter(isAlive)).toEqual([]), {
    timeout: 60_000,
  });
});

function readPids(file: string): number[] {
  return readFileSync(file, 'utf8').trim().split('\n').map(Number);
}
