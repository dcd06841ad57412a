import { expect, test } from 'vitest';
import { check, workflowWith } from '../testing/check.ts';

const becomes = 'becomes part of the script, whatever is in it';

test.each([
  'github.event.pull_request.title',
  'github.event.issue.body',
  'github.event.label.name',
  'github.event.commits[0].message',
  'github.head_ref',
  'github.ref_name',
  'inputs.environment',
  'needs.build.outputs.digest',
  'matrix.component',
  'env.TITLE',
])('${{ %s }} in run', (path) => {
  const [finding] = check('script-expressions', workflowWith(`- run: echo "\${{ ${path} }}"`));
  expect(finding).toMatch(/^6: \$\{\{ .* \}\} becomes part of the script/);
});

test('says the line within the script, and sees through functions', () => {
  const yaml = workflowWith(`- run: |
    echo fine
    echo "\${{ format('{0}', toJSON(github.event)) }}"
    echo "\${{ github.sha }} \${{ github.event['head_commit'].message }}"`);
  expect(check('script-expressions', yaml)).toEqual([
    `8: \${{ github.event }} ${becomes}`,
    expect.stringMatching(/head_commit\.message }} becomes/),
  ]);
});

test('a script of github-script, and one in a composite action', () => {
  const script = workflowWith(`- uses: actions/github-script@v9
  with:
    script: |
      console.log("\${{ github.event.comment.body }}")`);
  expect(check('script-expressions', script)).toEqual([`9: \${{ github.event.comment.body }} ${becomes}`]);
  const composite = `name: x\ndescription: x\nruns:\n  using: composite\n  steps:\n    - run: echo \${{ inputs.a }}\n      shell: bash\n`;
  expect(check('script-expressions', composite, { path: 'actions/x/action.yml' })).toEqual([
    `6: \${{ inputs.a }} ${becomes}`,
  ]);
});

test('env, with, if, and what only GitHub and the runner decide', () => {
  const yaml = workflowWith(`- run: echo "$TITLE" \${{ github.sha }} \${{ runner.temp }} \${{ github.run_id }}
  if: github.event.pull_request.title != ''
  env:
    TITLE: \${{ github.event.pull_request.title }}
- uses: ./actions/x
  with:
    script: \${{ github.event.issue.body }}`);
  expect(check('script-expressions', yaml)).toEqual([]);
});
