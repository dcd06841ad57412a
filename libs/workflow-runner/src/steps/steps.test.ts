import { describe, expect, test } from 'vitest';
import { outputsOf, runJobsOf } from '../testing/workspace.ts';

/** A workflow with one job that runs these steps; what they print is the log. */
async function printed(steps: string, rest = '', options: Parameters<typeof runJobsOf>[1] = {}) {
  const indented = steps.replaceAll(/^/gm, '      ');
  const run = await runJobsOf(
    `${rest}jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${indented}\n`,
    options,
  );
  return { run, lines: run.log.filter((line) => !line.startsWith('$ ')) };
}

describe('scripts', () => {
  test('a block with expressions in it is run as YAML means it, indentation and heredocs included', async () => {
    const { lines } = await printed(`- run: |
    cat <<EOF
    ref \${{ github.ref }}
      indented
    EOF
- run: >-
    echo folded
    \${{ github.event_name }}
- run: "echo quoted \${{ github.ref_name }}
    twice"`);
    expect(lines).toEqual(['ref refs/heads/main', '  indented', 'folded push', 'quoted main twice']);
  });

  test('without shell: bash -e; with it also pipefail; sh, and any program with {0}', async () => {
    const { run, lines } = await printed(`- run: "false | true; echo no pipefail in $(basename $BASH)"
- run: false | true
  shell: bash
  continue-on-error: true
- run: echo \${BASH_VERSION:-posix} | sed 's/[0-9].*/bash/'
  shell: sh
- run: console.log('node ' + process.versions.node.split('.')[0])
  shell: node {0}`);
    expect(run.jobs[0]?.steps.map((step) => step.outcome)).toEqual([
      'success',
      'failure',
      'success',
      'success',
    ]);
    expect(lines).toContain('no pipefail in bash');
    expect(lines).toContain('node 24');
  });

  test('working-directory and shell come from the step, else the job, else the workflow', async () => {
    const { run } = await printed(
      `- run: echo "$(basename $PWD)" && mkdir -p ../deep/er
- run: basename $PWD
  working-directory: deep/er
- run: "true"
  working-directory: not/there`,
      'defaults: { run: { working-directory: ".github", shell: "sh -e {0}" } }\n',
    );
    const [first, , last] = run.jobs[0]?.steps ?? [];
    expect(run.log).toContain('.github');
    expect(first?.conclusion).toBe('success');
    expect(last?.tail?.at(-1)).toMatch(/working-directory 'not\/there' is not a folder of the workspace/);
  });

  test('a step killed by a signal says so', async () => {
    const { run } = await printed('- run: kill -9 $$');
    expect(run.jobs[0]?.steps[0]?.tail?.at(-1)).toBe('Error: Process was killed by SIGKILL.');
  });
});

describe('environment', () => {
  test('the nearest env wins, GITHUB_ENV is over workflow and job, and nothing changes GITHUB_*', async () => {
    const { lines } = await printed(
      `- run: echo "B=from-file" >> "$GITHUB_ENV"; echo "$A $B $GITHUB_REF"
  env: { GITHUB_REF: mine }
- run: echo "$A $B $C \${{ env.B }}"
  env: { C: "\${{ env.A }}-step" }`,
      'env: { A: workflow, B: "${{ github.event_name }}" }\n',
    );
    expect(lines).toEqual(['workflow push refs/heads/main', 'workflow from-file workflow-step from-file']);
  });

  test('steps see an allow-list of this machine, Node first in PATH, and what GITHUB_PATH adds before it', async () => {
    const { lines } = await printed(
      `- run: echo "[$SECRET_OF_HOST] [$AWS_ENDPOINT_URL] [$AWS_ACCESS_KEY_ID] $CI $GITHUB_ACTIONS"; node -p 'process.versions.node.split(".")[0]'
- run: mkdir bin && printf '#!/bin/sh\\necho mine' > bin/mine && chmod +x bin/mine && echo "$PWD/bin" >> "$GITHUB_PATH"
- run: mine`,
      '',
      { env: { SECRET_OF_HOST: 'x', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ACCESS_KEY_ID: 'key' } },
    );
    expect(lines).toEqual(['[] [http://127.0.0.1:1] [] true true', '24', 'mine']);
  });

  test('NODE_OPTIONS cannot be set for later steps', async () => {
    const { run } = await printed('- run: echo "NODE_OPTIONS=--bad" >> "$GITHUB_ENV"\n- run: node -v');
    expect(run.conclusion).toBe('success');
    expect(run.jobs[0]?.annotations[0]?.message).toBe(
      "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.",
    );
  });

  test("a step can read the event, and hashFiles sees the workspace's files", async () => {
    const { run } = await printed(
      `- run: node -p 'JSON.parse(require("fs").readFileSync(process.env.GITHUB_EVENT_PATH)).ref'
- run: echo "[\${{ hashFiles('**/nothing.lock') }}] \${{ hashFiles('a.lock') }}"`,
      '',
      { files: { 'a.lock': 'a' } },
    );
    expect(run.log).toContain('refs/heads/main');
    expect(run.log.at(-1)).toMatch(/^\[\] [0-9a-f]{64}$/);
  });
});

describe('commands', () => {
  test('masks hide a value from then on; a masked job output is dropped with a warning', async () => {
    const run = await runJobsOf(
      `jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { open: '\${{ steps.x.outputs.open }}', hidden: '\${{ steps.x.outputs.hidden }}' }
    steps:
      - id: x
        run: |
          echo "::add-mask::123456789012"
          echo "account 123456789012, token \${{ secrets.TOKEN }}"
          echo "open=sha256:abc" >> "$GITHUB_OUTPUT"
          echo "hidden=123456789012.dkr.ecr" >> "$GITHUB_OUTPUT"
`,
      { secrets: { TOKEN: 't0p-secret' } },
    );
    expect(run.log.at(-1)).toBe('account ***, token ***');
    expect(JSON.stringify(run.events)).not.toContain('t0p-secret');
    expect(run.jobs[0]?.steps[0]?.outputs).toEqual({ open: 'sha256:abc', hidden: '***.dkr.ecr' });
    expect(outputsOf(run, 'a')).toEqual({ open: 'sha256:abc' });
    expect(run.jobs[0]?.annotations).toEqual([
      { level: 'warning', message: "Skip output 'hidden' since it may contain secret." },
    ]);
  });

  test('annotations, groups, stopped commands, deprecated and disabled commands', async () => {
    const { run, lines } = await printed(`- id: old
  run: |
    echo "::group::Things"
    echo "::notice title=Note,file=a.ts,line=3::hello%0Aworld"
    echo "::endgroup::"
    echo "::stop-commands::tok"
    echo "::error::not an error"
    echo "::tok::"
    echo "::set-output name=a::1"
    echo "::set-env name=X::y"
- run: echo "\${{ steps.old.outputs.a }} [$X]"`);
    expect(lines).toEqual([
      '> Things',
      'Notice: hello',
      'world',
      '::stop-commands::tok',
      '::error::not an error',
      '::tok::',
      '1 []',
    ]);
    expect(run.jobs[0]?.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'notice hello\nworld',
      'warning ::set-output:: is deprecated: write to $GITHUB_OUTPUT instead',
      'error ::set-env:: is disabled: write to $GITHUB_ENV instead',
    ]);
    expect(run.jobs[0]?.annotations[0]).toMatchObject({ title: 'Note', file: 'a.ts', line: 3 });
  });

  test('a malformed command file fails the step', async () => {
    const { run } = await printed('- run: echo "no equals sign" >> "$GITHUB_OUTPUT"');
    expect(run.jobs[0]?.steps[0]?.tail?.at(-1)).toBe(
      "Error: Unable to process file command 'GITHUB_OUTPUT' successfully. Invalid format 'no equals sign'",
    );
  });
});

describe('outcomes', () => {
  test('continue-on-error: the outcome is failure, the conclusion success, and the job goes on', async () => {
    const { run, lines } = await printed(`- id: x
  run: exit 1
  continue-on-error: true
- run: echo "\${{ steps.x.outcome }} \${{ steps.x.conclusion }} \${{ job.status }}"`);
    expect(run.conclusion).toBe('success');
    expect(lines.at(-1)).toBe('failure success success');
  });

  test('conditions: status functions are implied, and an expression that fails fails the step', async () => {
    const { run } = await printed(`- run: exit 1
- if: github.event_name == 'push'
  run: echo implied success
- if: \${{ !cancelled() && github.event_name == 'push' }}
  run: echo runs
- if: \${{ always() && fromJSON('{') }}
  run: echo never`);
    expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual([
      'failure',
      'skipped',
      'success',
      'failure',
    ]);
  });

  test("a step's timeout ends its whole process group", async () => {
    const { run } = await printed(`- run: |
    trap '' INT TERM
    sleep 60 & wait; sleep 60
  timeout-minutes: 0.005
- if: failure()
  run: echo after`);
    const [step, after] = run.jobs[0]?.steps ?? [];
    expect(step).toMatchObject({ conclusion: 'failure' });
    expect(step?.tail?.at(-1)).toMatch(/has timed out after 0.005 minutes/);
    expect(after?.conclusion).toBe('success');
  });

  test('who ignores the signals that its leader obeys is gone before the next step', async () => {
    const { run } = await printed(
      `- run: |
    (trap '' INT TERM; sleep 60) >/dev/null 2>&1 & echo $! > pid
    wait
  timeout-minutes: 0.005
- if: always()
  run: for i in $(seq 50); do grep -qs '^State:.[^Z]' /proc/$(cat pid)/status || exit 0; sleep 0.1; done; exit 1`,
      '',
      { grace: { interrupt: 30_000, terminate: 30_000 } },
    );
    expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual(['failure', 'success']);
  });

  test("a job's timeout cancels it; always() still runs", async () => {
    const run = await runJobsOf(`jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 0.005
    steps:
      - run: sleep 60
      - run: echo no
      - if: always()
        run: echo "status \${{ job.status }}"
`);
    expect(run.jobs[0]).toMatchObject({ conclusion: 'cancelled' });
    expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual(['cancelled', 'skipped', 'success']);
    expect(run.log.at(-1)).toBe('status cancelled');
    expect(run.jobs[0]?.annotations[0]?.message).toBe(
      'The job has exceeded the maximum execution time of 0.005 minutes.',
    );
  });
});
