import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outputsOf, runJobsOf } from './testing/workspace.ts';

const greet = {
  'actions/greet/action.yml': `name: greet
description: Greets
inputs:
  who-to-greet: { description: Who, required: true }
  greeting: { description: How, default: Hello }
outputs:
  text: { description: What was said }
runs: { using: node24, main: main.mjs, post: post.mjs }
`,
  'actions/greet/main.mjs': `import { appendFileSync } from 'node:fs';
const text = process.env['INPUT_GREETING'] + ' ' + process.env['INPUT_WHO-TO-GREET'];
appendFileSync(process.env.GITHUB_OUTPUT, 'text<<END\\n' + text + '\\nsecond line\\nEND\\n');
appendFileSync(process.env.GITHUB_STATE, 'said=' + text + '\\n');
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# ' + text + '\\n');
`,
  'actions/greet/post.mjs': `console.log('bye, after ' + process.env.STATE_said);\n`,
};

test('two jobs, a JavaScript action with a post step, outputs from one to the other', async () => {
  const run = await runJobsOf(
    `jobs:
  first:
    runs-on: ubuntu-latest
    outputs:
      text: \${{ steps.greet.outputs.text }}
    steps:
      - uses: ./actions/greet
        id: greet
        with:
          who-to-greet: \${{ github.event_name }}
      - run: echo between
  second:
    needs: first
    runs-on: ubuntu-latest
    outputs:
      lines: \${{ steps.count.outputs.lines }}
    steps:
      - id: count
        env:
          TEXT: \${{ needs.first.outputs.text }}
        run: |
          echo "$TEXT"
          echo "lines=$(echo "$TEXT" | wc -l | tr -d ' ')" >> "$GITHUB_OUTPUT"
`,
    { files: greet },
  );
  expect(run.conclusion).toBe('success');
  expect(outputsOf(run, 'first')).toEqual({ text: 'Hello push\nsecond line' });
  expect(outputsOf(run, 'second')).toEqual({ lines: '2' });
  expect(run.jobs[0]?.summary).toBe('# Hello push\n');
  expect(run.jobs[0]?.steps.map((step) => step.name)).toEqual([
    'Run ./actions/greet',
    'Run echo between',
    'Post Run ./actions/greet',
  ]);
  expect(run.log.filter((line) => !line.startsWith('$'))).toEqual([
    'between',
    'bye, after Hello push',
    'Hello push',
    'second line',
  ]);
});

test('a failing step fails the job, skips what comes after, and its tail says why', async () => {
  const run = await runJobsOf(`jobs:
  bad:
    runs-on: ubuntu-latest
    steps:
      - name: breaks
        run: |
          echo about to break
          false | cat
          exit 3
      - run: echo never
      - if: failure()
        run: echo cleaned
      - if: always()
        run: echo always
  after:
    needs: bad
    runs-on: ubuntu-latest
    steps: [{ run: echo no }]
  report:
    needs: after
    if: failure()
    runs-on: ubuntu-latest
    steps: [{ run: echo reported }]
`);
  expect(run.conclusion).toBe('failure');
  expect(run.jobs.map((job) => [job.id, job.conclusion])).toEqual([
    ['bad', 'failure'],
    ['after', 'skipped'],
    ['report', 'success'],
  ]);
  expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual([
    'failure',
    'skipped',
    'success',
    'success',
  ]);
  expect(run.jobs[0]?.steps[0]?.tail?.slice(-2)).toEqual([
    'about to break',
    'Error: Process completed with exit code 3.',
  ]);
});

test('nothing of a run stays on disk but what its steps wrote', async () => {
  const run = await runJobsOf(`jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { temp: '\${{ runner.temp }}', ws: '\${{ github.workspace }}' }
    steps:
      - run: echo x > "$RUNNER_TEMP/x" && echo y > kept.txt
`);
  const { temp = '', ws } = outputsOf(run, 'a');
  expect(temp).toMatch(/_temp$/);
  expect(existsSync(temp)).toBe(false);
  expect(ws).toBe(run.workspace);
  expect(existsSync(join(run.workspace, 'kept.txt'))).toBe(true);
});
