import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent, WorkflowRun } from '../events.ts';
import { runWorkflow } from '../run-workflow.ts';
import { outputsOf, runJobsOf, workspaceOf } from '../testing/workspace.ts';

const step = (script: string): string =>
  `    runs-on: ubuntu-latest\n    steps: [{ run: ${JSON.stringify(script)} }]\n`;

describe('needs', () => {
  test('a job starts after everything it needs has finished, in any graph', async () => {
    // Job k needs a random set of jobs before it.
    const graphs = fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 3 }), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (graph, parallel) => {
        const needs = graph.map((list, index) => [...new Set(list.filter((each) => each < index))]);
        const yaml = needs.map(
          (list, index) =>
            `  j${index}:\n    needs: [${list.map((each) => `j${each}`).join(', ')}]\n${step('true')}`,
        );
        const run = await runJobsOf(`jobs:\n${yaml.join('')}`, { parallel });
        expect(run.conclusion).toBe('success');
        const at = (type: RunEvent['type'], id: string): number =>
          run.events.findIndex((event) => event.type === type && 'job' in event && event.job.id === id);
        needs.forEach((list, index) => {
          for (const each of list)
            expect(at('job-finished', `j${each}`)).toBeLessThan(at('job-started', `j${index}`));
        });
        let running = 0;
        for (const event of run.events) {
          running += event.type === 'job-started' ? 1 : event.type === 'job-finished' ? -1 : 0;
          expect(running).toBeLessThanOrEqual(parallel);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('a skipped job skips what comes after, however far, unless a condition says otherwise', async () => {
    const run = await runJobsOf(`jobs:
  a:
    if: "false"
${step('true')}  b:
    needs: a
    if: always()
${step('true')}  c:
    needs: b
${step('true')}  d:
    needs: [a, b]
    if: \${{ !failure() && !cancelled() && needs.b.result == 'success' }}
${step('echo ${{ needs.a.result }}')}`);
    expect(Object.fromEntries(run.jobs.map((job) => [job.id, job.conclusion]))).toEqual({
      a: 'skipped', b: 'success', c: 'skipped', d: 'success',
    }); // prettier-ignore
    expect(run.conclusion).toBe('success');
  });

  test('a job that may fail does not fail the run', async () => {
    const run = await runJobsOf(`jobs:
  a:
    continue-on-error: true
${step('exit 1')}  b:
    needs: a
${step('echo ${{ needs.a.result }}')}`);
    expect(run.conclusion).toBe('success');
    expect(run.jobs.map((job) => job.conclusion)).toEqual(['failure', 'success']);
  });

  test('only a job and what it needs', async () => {
    const run = await runJobsOf(
      `jobs:\n  a:\n${step('true')}  b:\n    needs: a\n${step('true')}  c:\n${step('true')}`,
      { job: 'b' },
    );
    expect(run.jobs.map((job) => job.id)).toEqual(['a', 'b']);
  });
});

describe('matrix', () => {
  test('legs get their values and merge the outputs they name', async () => {
    const run = await runJobsOf(`jobs:
  list:
    runs-on: ubuntu-latest
    outputs: { names: '\${{ steps.x.outputs.names }}' }
    steps: [{ id: x, run: "echo 'names=[\\"web\\",\\"worker\\"]' >> $GITHUB_OUTPUT" }]
  build:
    needs: list
    runs-on: ubuntu-latest
    strategy: { matrix: { name: '\${{ fromJSON(needs.list.outputs.names) }}' } }
    outputs: { web: '\${{ steps.d.outputs.web }}', worker: '\${{ steps.d.outputs.worker }}' }
    steps:
      - id: d
        run: echo "\${{ matrix.name }}=digest-\${{ matrix.name }}-\${{ strategy.job-index }}-of-\${{ strategy.job-total }}" >> $GITHUB_OUTPUT
  release:
    needs: [list, build]
    name: release \${{ matrix.name }}
    runs-on: ubuntu-latest
    strategy: { matrix: { name: '\${{ fromJSON(needs.list.outputs.names) }}' } }
    outputs: { last: '\${{ needs.build.outputs[matrix.name] }}' }
    steps: [{ run: 'test \${{ needs.build.outputs[matrix.name] }} = digest-\${{ matrix.name }}-\${{ strategy.job-index }}-of-2' }]
`);
    expect(run.conclusion).toBe('success');
    expect(run.jobs.map((job) => job.name)).toEqual([
      'list',
      'build (web)',
      'build (worker)',
      'release web',
      'release worker',
    ]);
  });

  test('fail-fast cancels the other legs; without it they go on', async () => {
    const yaml = (failFast: boolean): string => `jobs:
  a:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: ${failFast}
      matrix: { script: [exit 1, sleep ${failFast ? 60 : 0.1}, 'true'] }
      max-parallel: 2
    steps: [{ run: '\${{ matrix.script }}' }]
`;
    const fast = await runJobsOf(yaml(true), { parallel: 4 });
    expect(fast.jobs.map((job) => job.conclusion)).toEqual(['failure', 'cancelled', 'cancelled']);
    expect(fast.conclusion).toBe('failure');
    const slow = await runJobsOf(yaml(false), { parallel: 4 });
    expect(slow.jobs.map((job) => job.conclusion)).toEqual(['failure', 'success', 'success']);
  });

  test('an empty list fails the job and says where', async () => {
    const run = await runJobsOf(
      `jobs:\n  a:\n    strategy: { matrix: { x: '\${{ fromJSON(''[]'') }}' } }\n${step('true')}`,
    );
    expect(run.jobs[0]).toMatchObject({ conclusion: 'failure', steps: [] });
    expect(run.jobs[0]?.annotations[0]?.message).toMatch(
      /test\.yml:3: strategy\.matrix\.x does not contain any values/,
    );
  });
});

describe('called workflows', () => {
  const called = `on:
  workflow_call:
    inputs:
      who: { type: string, required: true }
      times: { type: number, default: 2 }
      loud: { type: boolean }
    secrets: { key: { required: true } }
    outputs:
      said: { value: '\${{ jobs.say.outputs.said }}' }
jobs:
  say:
    runs-on: ubuntu-latest
    outputs: { said: '\${{ steps.x.outputs.said }}' }
    steps:
      - id: x
        run: |
          echo "said=\${{ inputs.who }} \${{ inputs.times + 0 == 2 }} \${{ inputs.loud }}" >> $GITHUB_OUTPUT
          test "\${{ secrets.key }}" = k3y-value
`.replace('${{ inputs.times + 0 == 2 }}', '${{ inputs.times == 2 }}');

  test('get inputs and secrets, give outputs, and show up under their caller', async () => {
    const run = await runJobsOf(
      `jobs:
  call:
    uses: ./.github/workflows/called.yml
    with: { who: "\${{ github.event_name }}" }
    secrets: { key: "\${{ secrets.outer }}" }
  inherit:
    strategy: { matrix: { who: [x, y] }, max-parallel: 1 }
    uses: ./.github/workflows/called.yml
    with: { who: "\${{ matrix.who }}", loud: true, times: 3 }
    secrets: inherit
  after:
    needs: [call, inherit]
    runs-on: ubuntu-latest
    outputs: { all: '\${{ needs.call.outputs.said }}, \${{ needs.inherit.outputs.said }}' }
    steps: [{ run: 'true' }]
`,
      {
        secrets: { outer: 'k3y-value', key: 'k3y-value' },
        files: { '.github/workflows/called.yml': called },
      },
    );
    expect(run.conclusion).toBe('success');
    expect(run.jobs.map((job) => [job.id, job.name])).toEqual([
      ['call/say', 'call / say'],
      ['inherit/say', 'inherit (x) / say'],
      ['inherit/say', 'inherit (y) / say'],
      ['after', 'after'],
    ]);
    expect(outputsOf(run, 'after')).toEqual({ all: 'push true false, y false true' });
  });

  test('an input of the wrong type fails the calling job', async () => {
    const run = await runJobsOf(
      'jobs: { call: { uses: ./.github/workflows/called.yml, with: { who: a, times: many }, secrets: inherit } }',
      { files: { '.github/workflows/called.yml': called } },
    );
    expect(run.conclusion).toBe('failure');
    expect(run.jobs[0]?.annotations[0]?.message).toMatch(
      /input 'times' must be a number, not the string "many"/,
    );
  });
});

describe('concurrency', () => {
  test('one at a time; of those that wait only the newest is kept', async () => {
    const group = `group-${process.pid}-single`;
    const run = await runJobsOf(
      `jobs:
  a:
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, matrix: { n: [1, 2, 3] } }
    concurrency: ${group}
    steps: [{ run: sleep 0.1 }]
`,
      { parallel: 4 },
    );
    expect(run.jobs.map((job) => job.conclusion)).toEqual(['success', 'cancelled', 'success']);
  });

  test('cancel-in-progress ends the running one, of another run in this repository', async () => {
    const yaml = (script: string): string =>
      `on: push\nconcurrency: { group: g, cancel-in-progress: true }\njobs:\n  a:\n${step(script)}`;
    const workspace = workspaceOf({ 'long.yml': yaml('echo started; sleep 60'), 'short.yml': yaml('true') });
    const start = (
      workflow: string,
      report: (event: RunEvent) => void = () => undefined,
    ): Promise<WorkflowRun> =>
      runWorkflow({
        workspace,
        workflow,
        event: { name: 'push' },
        grace: { interrupt: 200, terminate: 200 },
        reporter: { report },
      });
    let second: Promise<WorkflowRun> | undefined;
    const first = await start('long.yml', (event) => {
      if (event.type === 'log' && event.line === 'started') second = start('short.yml');
    });
    expect(first.conclusion).toBe('cancelled');
    expect((await second)?.conclusion).toBe('success');
  });

  test('a group is one among all processes; one that dies lets go of it', async () => {
    const workspace = workspaceOf({ 'w.yml': `on: push\nconcurrency: one\njobs:\n  a:\n${step('true')}` });
    const holder = spawn(process.execPath, ['--input-type=module', '-e', `
      const { lockGroup } = await import(${JSON.stringify(join(import.meta.dirname, 'group-lock.ts'))});
      await lockGroup(${JSON.stringify(workspace)}, 'ONE', { waits() {}, signal: new AbortController().signal });
      console.log('locked');
      setInterval(() => {}, 1000);
    `], { stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
    onTestFinished(() => void holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    const events: RunEvent['type'][] = [];
    const run = await runWorkflow({
      workspace,
      workflow: 'w.yml',
      event: { name: 'push' },
      reporter: {
        report: (event) => {
          events.push(event.type);
          if (event.type === 'job-waiting') holder.kill('SIGKILL');
        },
      },
    });
    expect(run.conclusion).toBe('success');
    expect(events.slice(0, 3)).toEqual(['run-started', 'job-waiting', 'job-started']);
  });

  test('a group that a caller holds already is refused instead of waiting for ever', async () => {
    const run = await runJobsOf(
      `concurrency: same-${process.pid}\njobs:\n  a:\n    concurrency: same-${process.pid}\n${step('true')}`,
    );
    expect(run.jobs[0]?.annotations[0]?.message).toMatch(/is held by the run itself/);
  });
});
