import { expect, test } from 'vitest';
import { outputsOf, runJobsOf } from '../testing/workspace.ts';

/** A JavaScript action that appends `<word>` and `post <word>` to a file, and fails when asked to. */
const log = {
  'log/action.yml': `name: log
description: Logs
inputs:
  word: { description: What, required: true }
  fail: { description: Whether, default: 'false' }
  old: { description: Old, default: '', deprecationMessage: use word }
runs: { using: node20, main: log.cjs, post: log.cjs, post-if: '!cancelled()' }
`,
  'log/log.cjs': `const fs = require('node:fs');
const post = process.env.STATE_main === 'done';
console.log((post ? 'post ' : '') + process.env.INPUT_WORD);
if (!post) fs.appendFileSync(process.env.GITHUB_STATE, 'main=done\\n');
if (!post && process.env.INPUT_FAIL === 'true') process.exit(1);
`,
};

const composite = {
  ...log,
  'outer/action.yml': `name: outer
description: Uses others
inputs:
  name: { description: Name, default: "\${{ github.repository_owner }}" }
outputs:
  greeting: { description: Text, value: "\${{ steps.say.outputs.text }}" }
runs:
  using: composite
  steps:
    - id: say
      shell: bash
      run: |
        echo "text=hi \${{ inputs.name }} $FROM_STEP" >> "$GITHUB_OUTPUT"
        test -f "$GITHUB_ACTION_PATH/action.yml" && test -f "\${{ github.action_path }}/action.yml"
        echo "LATER=set by composite" >> "$GITHUB_ENV"
    - uses: ./log
      with: { word: "inner \${{ inputs.name }}" }
    - if: inputs.name == 'breaks'
      shell: bash
      run: exit 7
    - shell: bash
      run: echo "still \${{ github.action_status }}"
    - if: failure()
      shell: bash
      run: echo "failed inside"
`,
};

const lines = (run: { log: readonly string[] }) => run.log.filter((line) => !line.startsWith('$ '));

test('post steps run last first, also those of a composite action, and also after a failure', async () => {
  const run = await runJobsOf(
    `jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { greeting: '\${{ steps.outer.outputs.greeting }}' }
    steps:
      - uses: ./log
        with: { word: one }
      - uses: ./outer
        id: outer
        env: { FROM_STEP: env }
        with: { name: Ann }
      - run: echo "$LATER [$FROM_STEP] \${{ steps.say.outputs.text }}"
      - uses: ./log
        with: { word: three, fail: true }
      - uses: ./log
        with: { word: never }
`,
    { files: composite },
  );
  expect(outputsOf(run, 'a')).toEqual({ greeting: 'hi Ann env' });
  expect(lines(run)).toEqual([
    'one',
    'inner Ann',
    'still success',
    'set by composite [] ',
    'three',
    'Error: Process completed with exit code 1.',
    'post three',
    'post inner Ann',
    'post one',
  ]);
  expect(run.jobs[0]?.steps.map((step) => `${step.name}: ${step.conclusion}`)).toEqual([
    'Run ./log: success',
    'Run ./outer: success',
    'Run echo "$LATER [$FROM_STEP] ": success',
    'Run ./log: failure',
    'Run ./log: skipped',
    'Post Run ./log: success',
    'Post Run ./log: success',
    'Post Run ./log: success',
  ]);
});

test('a failing step of a composite action fails its use; inside, failure() sees it', async () => {
  const run = await runJobsOf(
    `jobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: ./outer, with: { name: breaks } }, { if: always(), run: 'echo out \${{ job.status }}' }] } }`,
    { files: composite },
  );
  expect(run.conclusion).toBe('failure');
  expect(lines(run)).toEqual([
    'inner breaks',
    'Error: Process completed with exit code 7.',
    'failed inside',
    'out failure',
    'post inner breaks',
  ]);
  expect(run.jobs[0]?.annotations.map(({ message }) => message)).toEqual([
    'Process completed with exit code 7.',
  ]);
});

test('a deprecated input that is given is warned of', async () => {
  const run = await runJobsOf(
    'jobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: ./log, with: { WORD: x, old: y } }] } }',
    { files: log },
  );
  expect(run.conclusion).toBe('success');
  expect(run.jobs[0]?.annotations[0]).toMatchObject({
    level: 'warning',
    message: "Input 'old' has been deprecated with message: use word",
  });
});
