import { execFile, spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import { pipelineVariables } from '@phaseline/model';
import { type LocalGitHub, startLocalGitHub } from '@phaseline/workflow-runner';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isInstalled } from '../conformance/aws-command-line.ts';
import { root } from '../system/copy-workspace.ts';
import { documentedCommands } from './documented-commands.ts';

/** docs/aws-setup.md, line by line; those of bootstrap-aws are run by its own test. */
const page = 'docs/aws-setup.md';
const gitHubCommandLine = spawnSync('gh', ['variable', '--help']).status === 0;
/** Each call is a process of its own, of a second and more. */
const rarely = { timeout: 60_000, interval: 1000 };

test('every variable that the page sets is one that a workflow reads, and those about AWS are all on the page', async () => {
  const folder = join(root, '.github/workflows');
  const sources = await Promise.all(
    (await readdir(folder)).map(async (name) => await readFile(join(folder, name), 'utf8')),
  );
  const read = new Set(sources.flatMap((text) => [...text.matchAll(/vars\.(\w+)/g)].map(([, name]) => name)));
  const set = (await documentedCommands(page, { ARN: 'arn' }))
    .flatMap((line) => /^gh variable set (\w+) --body \S+$/.exec(line)?.slice(1) ?? [])
    .concat(Object.keys(pipelineVariables({ account: '1', region: 'us-east-1' })));
  expect(set.filter((name) => !read.has(name))).toEqual([]);
  const text = await readFile(join(root, page), 'utf8');
  const about = [...read].filter((name) => name?.startsWith('AWS_') || /DOMAIN|CERTIFICATE/.test(name ?? ''));
  expect(about.length).toBeGreaterThan(6);
  expect(about.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test('nothing on the page is typed that is not walked here', async () => {
  const commands = await documentedCommands(page, { ARN: 'arn' });
  const walked = ['gh api ', 'gh variable ', 'npm run bootstrap-aws ', 'aws route53 create-hosted-zone ', 'aws acm request-certificate ', 'aws acm describe-certificate ']; // prettier-ignore
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.filter((line) => !walked.some((start) => line.startsWith(start)))).toEqual([]);
});

// Skipped where there is no gh on the PATH, or one that knows no variables.
describe.skipIf(!gitHubCommandLine)('the repository, with the gh command line', { timeout: 120_000 }, () => {
  let gitHub: LocalGitHub;
  const token = () => gitHub.admit(new Map([['variables', 'write']]));
  beforeAll(async () => {
    gitHub = await startLocalGitHub({ repository: 'octo/shop' });
  });
  afterAll(() => gitHub?.close());

  /** A line as somebody types it in a clone. github.localhost is the one host that gh calls without TLS; how it gets there is the proxy's. */
  const typed = async (line: string): Promise<string> => {
    const { stdout } = await promisify(execFile)('sh', ['-c', line], {
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        GH_REPO: 'github.localhost/octo/shop',
        GH_HOST: 'github.localhost',
        GH_TOKEN: token(),
        HTTP_PROXY: gitHub.url,
      },
    });
    return stdout.trim();
  };
  const linesOf = async (start: string) =>
    (await documentedCommands(page, { OWNER: 'octo', NAME: 'shop', ARN: 'arn:aws:acm:one' })).filter((line) =>
      line.startsWith(start),
    );

  test('the ids that bootstrap-aws is given are those of the repository and its owner', async () => {
    const [line = '', ...others] = await linesOf('gh api ');
    expect(others).toEqual([]);
    const response = await fetch(`${gitHub.url}/repos/octo/shop`, {
      headers: { authorization: `token ${token()}` },
    });
    const { id, owner } = (await response.json()) as { id: number; owner: { id: number } };
    expect(await typed(line)).toBe(`${owner.id}/${id}`);
  });

  test('what is set is what a run of a workflow then reads; set again, it is changed', async () => {
    const roles = pipelineVariables({ account: '1', region: 'us-east-1' });
    // As bootstrap-aws ends with them, which its own test compares.
    const lines = Object.entries(roles).map(([name, value]) => `gh variable set ${name} --body ${value}`);
    for (const line of [...lines, ...(await linesOf('gh variable '))]) await typed(line);
    await typed('gh variable set DOMAIN --body shop.example.com');
    expect(Object.fromEntries(gitHub.records.variables)).toEqual({
      ...roles,
      DOMAIN: 'shop.example.com',
      CERTIFICATE_ARN: 'arn:aws:acm:one',
    });
  });
});

// Skipped where there is no aws on the PATH: it is no package of npm's.
describe.skipIf(!isInstalled)('a domain, with the aws command line', { timeout: 120_000 }, () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud();
  }, 60_000);
  afterAll(() => cloud?.stop());

  const aws = async <T>(...parameters: string[]): Promise<T> => {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    const { stdout } = await promisify(execFile)('aws', [...parameters, '--output', 'json'], {
      env: { ...Object.fromEntries(own), AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', ...cloud.env }, // prettier-ignore
    });
    return JSON.parse(stdout) as T;
  };
  /** The page's line that starts so, as it is there but for the certificate's ARN. */
  const typed = async <T>(start: string, ARN = 'ARN'): Promise<T> => {
    const [line = '', ...others] = (await documentedCommands(page, { ARN })).filter((each) =>
      each.startsWith(start),
    );
    expect(others).toEqual([]);
    return await aws(...line.split(/ +/).slice(1));
  };

  test('whoever types what the page says has a zone, and a certificate that is issued', async () => {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: cloud.account });
    const { HostedZone } = await typed<{ HostedZone: { Id: string } }>('aws route53 create-hosted-zone');
    const { CertificateArn } = await typed<{ CertificateArn: string }>('aws acm request-certificate');
    const describe = async () =>
      (await typed<{ Certificate: Certificate }>('aws acm describe-certificate', CertificateArn)).Certificate;
    const record = await vi.waitUntil(
      async () => (await describe()).DomainValidationOptions?.[0]?.ResourceRecord,
      rarely,
    );
    expect(record).toMatchObject({ Name: expect.stringMatching(/orders\.example\.com\.$/), Type: 'CNAME' });
    const { Name, Type, Value } = record;
    const ResourceRecordSet = { Name, Type, TTL: 300, ResourceRecords: [{ Value }] };
    await aws(
      'route53',
      'change-resource-record-sets',
      '--hosted-zone-id',
      HostedZone.Id,
      '--change-batch',
      JSON.stringify({ Changes: [{ Action: 'CREATE', ResourceRecordSet }] }),
    );
    await expect.poll(async () => (await describe()).Status, rarely).toBe('ISSUED');
  });
});

interface Certificate {
  readonly Status: string;
  readonly DomainValidationOptions?: readonly {
    readonly ResourceRecord?: { readonly Name: string; readonly Type: string; readonly Value: string };
  }[];
}
