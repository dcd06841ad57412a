import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeFinding } from './finding.ts';
import { lintRepository } from './lint.ts';
import { rules } from './rules/index.ts';

const root = join(import.meta.dirname, '../../..');
const main = join(import.meta.dirname, 'main.ts');

/** A repository with these files, removed when the test is over. */
function repositoryOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-rules-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function lint(folder: string): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [main, folder], (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    ),
  );
}

const clean = `on: push
permissions: {}
concurrency: a
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 1
    permissions: {}
    steps:
      - run: "true"
`;

test('the workflows and actions of this repository keep every rule', async () => {
  const { files, findings } = await lintRepository(root);
  expect(findings.map(describeFinding)).toEqual([]);
  expect(files).toContain('.github/workflows/ci.yml');
  expect(files).toContain('actions/smoke-test/action.yml');
});

test("GitHub's language service is asked about workflows and about actions, called workflows included", async () => {
  const folder = repositoryOf({
    '.github/workflows/a.yml': clean.replace(
      '- run: "true"',
      '- run: "true"\n        if: steps.none.outputs.x == 1',
    ),
    '.github/workflows/b.yml': `on: push
permissions: {}
concurrency: b
jobs:
  call:
    permissions: {}
    uses: ./.github/workflows/called.yml
    with: { wrong: 1 }
`,
    '.github/workflows/called.yml': clean
      .replace('on: push', 'on: { workflow_call: { inputs: { right: { type: string, required: true } } } }')
      .replace('concurrency: a\n', ''),
    'actions/x/action.yml':
      'name: x\ndescription: x\nruns: { using: node24, main: x.js }\nbranding: { icon: nothing }\n',
  });
  const { findings } = await lintRepository(folder);
  expect(findings.map(describeFinding)).toEqual([
    expect.stringMatching(/^\.github\/workflows\/a\.yml:11: Context access might be invalid: none/),
    expect.stringMatching(/^\.github\/workflows\/b\.yml:\d+: .*right/),
    expect.stringMatching(/^\.github\/workflows\/b\.yml:\d+: .*wrong/),
    expect.stringMatching(/^actions\/x\/action\.yml:4: .*nothing/),
  ]);
});

test('the command: 0 and how much was looked at, 1 with every place, 2 where there is nothing', async () => {
  expect(await lint(repositoryOf({ '.github/workflows/a.yml': clean }))).toEqual({
    code: 0,
    output: '1 workflows and actions, 0 findings\n',
    errors: '',
  });
  const bad = await lint(
    repositoryOf({ '.github/workflows/a.yml': clean.replace('timeout-minutes: 1', 'name: A') }),
  );
  expect(bad).toMatchObject({ code: 1, output: '1 workflows and actions, 1 findings\n' });
  expect(bad.errors).toBe(
    '.github/workflows/a.yml:5: job a may hang for six hours; set timeout-minutes to some times of what it usually takes [timeouts]\n',
  );
  expect((await lint(repositoryOf({ 'README.md': '' }))).code).toBe(2);
});

test('a file that GitHub cannot read is one finding of its own', async () => {
  const folder = repositoryOf({ '.github/workflows/a.yml': clean.replace('runs-on', 'run-on') });
  const { findings } = await lintRepository(folder);
  expect(findings.map(describeFinding)[0]).toMatch(
    /^\.github\/workflows\/a\.yml:6: Unexpected value 'run-on'.*\[language-service\]$/,
  );
});

test('the README names every rule', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  for (const rule of Object.keys(rules)) expect(readme).toContain(`| [${rule}](src/rules/${rule}.ts) |`);
});
