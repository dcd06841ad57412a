import { expect, test } from 'vitest';
import { workspaceOf } from '../testing/workspace.ts';
import { loadWorkflow } from './load-workflow.ts';
import { unknownReferences } from './unknown-references.ts';

const job = 'runs-on: ubuntu-latest, steps: [{ run: "true" }]';

async function problemsOf(text: string, files: Record<string, string> = {}): Promise<string[]> {
  const workspace = workspaceOf({ 'w.yml': text, ...files });
  return loadWorkflow(workspace, 'w.yml').then(
    () => [],
    (error: Error) => error.message.split('\n'),
  );
}

test.each([
  [
    `{ ${job}, services: { db: { image: postgres } } }`,
    'w.yml:2: jobs.a.services: service containers are not supported here',
  ],
  [
    `{ ${job}, container: node:24 }`,
    'w.yml:2: jobs.a.container: job containers are not supported here: steps run on this machine',
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: acme/tool@v1 }] }',
    'w.yml:2: uses: acme/tool@v1: no local stand-in for this action; there are some for actions/checkout, actions/setup-node, aws-actions/configure-aws-credentials, actions/upload-artifact, actions/download-artifact, actions/attest',
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: actions/checkout }] }',
    'w.yml:2: uses: actions/checkout: expected owner/name@ref, or ./path for an action of this repository',
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: "docker://alpine:3" }] }',
    'w.yml:2: uses: docker://alpine:3: container actions are not supported here',
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: ./nowhere }] }',
    'w.yml:2: uses: ./nowhere: there is no action.yml in that folder',
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { path: x } }] }',
    "w.yml:2: input 'path' of actions/checkout: the workspace is the folder that was given; nothing else is checked out here",
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: actions/setup-node@v4, with: { nod-version: 24 } }] }',
    "w.yml:2: actions/setup-node has no input 'nod-version' here",
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ uses: aws-actions/configure-aws-credentials@v4 }] }',
    "w.yml:2: aws-actions/configure-aws-credentials needs the input 'aws-region'",
  ],
  [
    '{ runs-on: ubuntu-latest, steps: [{ run: x, shell: fish }] }',
    "w.yml:2: shell: 'fish' is none of bash, sh, python, pwsh and has no {0}",
  ],
  ['{ runs-on: ubuntu-latest, steps: [{ run: x, bogus: 1 }] }', "w.yml:2: Unexpected value 'bogus'"],
  [
    '{ runs-on: ubuntu-latest, steps: [{ run: "${{ nope.x }}" }] }',
    "w.yml:2: Unrecognized named-value: 'nope'",
  ],
  [
    '{ runs-on: ubuntu-latest, needs: b, steps: [{ run: x }] }',
    'w.yml:2: The workflow must contain at least one job with no dependencies.',
  ],
  [
    '{ uses: acme/repo/.github/workflows/x.yml@v1 }',
    'w.yml:2: uses: acme/repo/.github/workflows/x.yml@v1: only workflows of this repository (./.github/workflows/...) can be called here',
  ],
  ['{ uses: ./.github/workflows/missing.yml }', '.github/workflows/missing.yml: no such file'],
])('%s', async (text, message) => {
  expect(await problemsOf(`on: push\njobs: { a: ${text} }\n`)).toEqual([message]);
});

test('what an action lacks is found at the place that uses it', async () => {
  const action = (runs: string) =>
    `name: n\ndescription: d\ninputs: { must: { description: m, required: true } }\nruns: ${runs}\n`;
  const uses = (given = '') =>
    `on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: ./x, ${given} }] } }\n`;
  const node = { 'x/action.yml': action('{ using: node24, main: gone.js }') };
  expect(await problemsOf(uses('with: { must: 1 }'), node)).toEqual([
    'x/action.yml: runs: there is no file x/gone.js',
  ]);
  const fine = { 'x/action.yml': action('{ using: node24, main: m.js }'), 'x/m.js': '' };
  expect(await problemsOf(uses(), fine)).toEqual(["w.yml:2: n needs the input 'must'"]);
  expect(await problemsOf(uses('with: { must: 1, other: 2 }'), fine)).toEqual([
    "w.yml:2: 'other' is not an input of n; its inputs: must",
  ]);
  const docker = { 'x/action.yml': action('{ using: docker, image: Dockerfile }') };
  expect(await problemsOf(uses('with: { must: 1 }'), docker)).toEqual([
    'x/action.yml: runs.using: docker is not supported here (node20, node24, composite)',
  ]);
  const loop = { 'x/action.yml': action('{ using: composite, steps: [{ uses: ./x, with: { must: 1 } }] }') };
  expect(await problemsOf(uses('with: { must: 1 }'), loop)).toEqual([
    'x/action.yml:4: x/action.yml uses itself: w.yml -> x/action.yml',
  ]);
});

test('what a called workflow lacks is found at the place that calls it', async () => {
  const called = `on: { workflow_call: { inputs: { must: { type: string, required: true } } } }
permissions: { id-token: write }
jobs: { b: { ${job} } }
`;
  const calling = (rest: string) => `on: push\njobs: { a: { uses: ./c.yml, ${rest} } }\n`;
  expect(await problemsOf(calling('with: { typo: 1 }'), { 'c.yml': called })).toEqual([
    "w.yml:2: 'typo' is not an input of c.yml",
    "w.yml:2: 'must' is an input of c.yml and required, but not passed",
  ]);
  expect(
    await problemsOf(calling('permissions: { contents: read }, with: { must: 1 }'), { 'c.yml': called }),
  ).toEqual(["w.yml:2: job 'b' of c.yml asks for id-token: write, which jobs.a does not have"]);
  expect(
    await problemsOf(calling('with: { must: 1 }'), { 'c.yml': `on: push\njobs: { b: { ${job} } }\n` }),
  ).toEqual(['w.yml:2: uses: ./c.yml: that workflow has no on.workflow_call']);
  const loop = 'on: workflow_call\njobs: { b: { uses: ./c.yml } }\n';
  expect(await problemsOf(calling(''), { 'c.yml': loop })).toEqual([
    'c.yml: calls itself: w.yml -> c.yml -> c.yml',
  ]);
});

test('names that nothing defines are found', async () => {
  const workspace = workspaceOf({
    'w.yml': `on: { workflow_dispatch: { inputs: { phase: { type: string } } } }
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { x: "\${{ steps.s.outputs.anything }}" }
    steps: [{ id: s, run: "echo \${{ inputs.fase }} \${{ inputs.phase }}" }]
  b:
    needs: a
    if: needs.c.result == 'success'
    strategy: { matrix: { n: [1] } }
    runs-on: ubuntu-latest
    steps:
      - run: echo \${{ needs.a.outputs.x }} \${{ needs.a.outputs.y }} \${{ needs.a.outputs[matrix.m] }} \${{ steps.t.outcome }}
`,
  });
  const found = unknownReferences(await loadWorkflow(workspace, 'w.yml'));
  expect(found.map(({ line, message }) => `${line} ${message}`)).toEqual([
    "6 jobs.a: inputs.fase: no input 'fase'",
    "7 jobs.b: needs.c.result: 'c' is not in the job's needs",
    "13 jobs.b: needs.a.outputs.y: job 'a' has no output 'y'",
    "13 jobs.b: matrix.m: the matrix has no 'm'",
    "13 jobs.b: steps.t.outcome: no step has the id 't'",
  ]);
});
