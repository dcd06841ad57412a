import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runJobsOf, workspaceOf } from '../testing/workspace.ts';
import { standIns } from './index.ts';

const job = (steps: string, rest = ''): string =>
  `jobs:\n  a:\n    runs-on: ubuntu-latest\n${rest}    steps:\n${steps.replaceAll(/^/gm, '      ')}\n`;

const lastLine = (run: Awaited<ReturnType<typeof runJobsOf>>): string | undefined => run.log.at(-1);

test('checkout takes the workspace as it is, and no other ref', async () => {
  const fine = await runJobsOf(
    job('- uses: actions/checkout@v4\n  with: { fetch-depth: 0, ref: "${{ github.sha }}" }'),
  );
  expect(fine.conclusion).toBe('success');
  const other = await runJobsOf(job('- uses: actions/checkout@v4\n  with: { ref: v1 }'));
  expect(lastLine(other)).toMatch(/ref 'v1' is not what this run is about \(refs\/heads\/main/);
});

test('setup-node checks the version that was asked for', async () => {
  const fine = await runJobsOf(
    job(
      '- uses: actions/setup-node@v4\n  id: node\n  with: { node-version-file: .node-version, cache: npm }\n- run: test "${{ steps.node.outputs.node-version }}" = "$(node -v)"',
    ),
    { files: { '.node-version': '24\n' } },
  );
  expect(fine.conclusion).toBe('success');
  const old = await runJobsOf(job('- uses: actions/setup-node@v4\n  with: { node-version: 18.x }'));
  expect(lastLine(old)).toMatch(/Node 18\.x was asked for, but this is Node 24/);
});

describe('configure-aws-credentials', () => {
  const allowed = '    permissions: { id-token: write }\n';
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIA1234567890',
    AWS_SECRET_ACCESS_KEY: 'a-very-secret-access-key',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  };
  const steps = `- run: echo "before [$AWS_ACCESS_KEY_ID] [$AWS_REGION]"
- uses: aws-actions/configure-aws-credentials@v4
  with: { aws-region: us-east-1 }
- run: echo "after [$AWS_ACCESS_KEY_ID] [$AWS_SECRET_ACCESS_KEY] [$AWS_REGION] [$AWS_DEFAULT_REGION]"`;

  test('gives the credentials of the environment from then on, and the region it was told', async () => {
    const run = await runJobsOf(job(steps, allowed), { env });
    expect(run.conclusion).toBe('success');
    expect(run.log).toContain('before [] []');
    expect(run.log).toContain('after [AKIA1234567890] [***] [us-east-1] [us-east-1]');
  });

  test('fails where it would on GitHub: no id-token permission, no credentials, no such region', async () => {
    const denied = await runJobsOf(job(steps, '    permissions: { contents: read }\n'), { env });
    expect(lastLine(denied)).toMatch(/it has no `id-token: write` permission/);
    const silent = await runJobsOf(job(steps), { env });
    expect(lastLine(silent)).toMatch(/it has no `id-token: write` permission/);
    const none = await runJobsOf(job(steps, allowed), { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
    expect(lastLine(none)).toMatch(/no AWS credentials in the environment/);
    const wrong = await runJobsOf(job(steps.replace('us-east-1', 'moon'), allowed), { env });
    expect(lastLine(wrong)).toMatch(/aws-region 'moon' is not a region/);
    const name = steps.replace('us-east-1', 'us-east-1, role-to-assume: deploy');
    expect(lastLine(await runJobsOf(job(name, allowed), { env }))).toMatch(/'deploy' is not an ARN/);
  });
});

describe('artifacts', () => {
  const upload = (rest: string): string => `- uses: actions/upload-artifact@v4\n  with: { ${rest} }`;

  test('go from one job to another, cut at the folder they share, and can be kept', async () => {
    const kept = workspaceOf({});
    const run = await runJobsOf(
      `${job(`- run: mkdir -p out/deep && echo 1 > out/a.txt && echo 2 > out/deep/b.txt && echo no > out/c.log && echo no > out/.hidden
${upload('name: texts, path: "out\\n!out/**/*.log"')}
- run: echo 3 > single.txt
${upload('name: single, path: single.txt')}`)}  b:
    needs: a
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with: { name: texts, path: got }
      - uses: actions/download-artifact@v4
        with: { path: all }
      - run: find got all -type f | sort
`,
      { artifacts: kept },
    );
    expect(run.conclusion).toBe('success');
    expect(run.log.slice(-5)).toEqual([
      'all/single/single.txt',
      'all/texts/a.txt',
      'all/texts/deep/b.txt',
      'got/a.txt',
      'got/deep/b.txt',
    ]);
    expect(readFileSync(join(kept, 'texts/deep/b.txt'), 'utf8')).toBe('2\n');
    expect(existsSync(join(kept, 'texts/.hidden'))).toBe(false);
  });

  test('a name twice, a name that is missing, no files', async () => {
    const files = { 'x.txt': 'x' };
    const twice = await runJobsOf(
      job(`${upload('name: x, path: x.txt')}\n${upload('name: x, path: x.txt')}`),
      { files },
    );
    expect(lastLine(twice)).toMatch(/an artifact with this name already exists in this run: x/);
    const again = await runJobsOf(
      job(`${upload('name: x, path: x.txt')}\n${upload('name: x, path: x.txt, overwrite: true')}`),
      { files },
    );
    expect(again.conclusion).toBe('success');
    const missing = await runJobsOf(job('- uses: actions/download-artifact@v4\n  with: { name: y }'));
    expect(lastLine(missing)).toMatch(/Artifact not found for name: y; this run has none/);
    const empty = await runJobsOf(job(upload('name: x, path: "*.none"')));
    expect(empty.jobs[0]?.annotations[0]).toMatchObject({ level: 'warning' });
    const error = await runJobsOf(job(upload('name: x, path: "*.none", if-no-files-found: error')));
    expect(error.conclusion).toBe('failure');
  });
});

test('the README names every stand-in and says what it does', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  for (const { repository, summary } of standIns)
    expect(readme).toContain(`| \`${repository}\` | ${summary} |`);
});

describe('attest', () => {
  const allowed = '    permissions: { id-token: write, attestations: write }\n';
  const digest = createHash('sha256').update('the code').digest('hex');
  const files = {
    'dist/function.zip': 'the code',
    'dist/sbom.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      serialNumber: 'urn:uuid:1',
      specVersion: '1.6',
    }),
    'dist/none.json': '{}',
  };
  const step = (...inputs: string[]) => `- uses: actions/attest@v4\n  with: { ${inputs.join(', ')} }`;

  test('states the provenance and the contents of what was built, by its digest', async () => {
    const steps = [
      step('subject-path: dist/*.zip', 'subject-name: orders.zip'),
      step(`subject-digest: "sha256:${digest}"`, 'subject-name: host/orders', 'sbom-path: dist/sbom.json'),
    ].join('\n');
    const run = await runJobsOf(job(steps, allowed), { files });
    expect(run.conclusion, run.log.join('\n')).toBe('success');
    const [provenance, contents] = run.attestations;
    expect(provenance).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'orders.zip', digest: { sha256: digest } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          externalParameters: { workflow: { ref: 'refs/heads/main', path: '.github/workflows/test.yml' } },
        },
      },
    });
    expect(contents).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'host/orders', digest: { sha256: digest } }],
      predicateType: 'https://cyclonedx.org/bom',
      predicate: JSON.parse(files['dist/sbom.json']),
    });
  });

  test.each([
    [['subject-path: dist/*.zip'], '    permissions: { id-token: write }\n', /attestations: write/],
    [
      ['subject-path: dist/*.zip'],
      '    permissions: { attestations: write }\n',
      /missing "id-token" permission/,
    ],
    [['subject-path: dist/*.tar'], allowed, /Could not find subject at path dist\/\*\.tar/],
    [['subject-digest: "sha256:abc"', 'subject-name: x'], allowed, /must be in the format/],
    [[`subject-digest: "sha256:${digest}"`], allowed, /subject-name must be provided/],
    [['subject-path: dist/*.zip', 'sbom-path: dist/none.json'], allowed, /Unsupported SBOM format/],
  ])('fails where it would on GitHub: %j', async (inputs, permissions, message) => {
    const run = await runJobsOf(job(step(...inputs), permissions), { files });
    expect(run.conclusion).toBe('failure');
    expect(lastLine(run)).toMatch(message);
    expect(run.attestations).toEqual([]);
  });
});
