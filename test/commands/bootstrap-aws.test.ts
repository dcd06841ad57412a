import { CreatePolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import { pipelineRoleName, type PipelineRole, pipelineVariables } from '@phaseline/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedCommands } from './documented-commands.ts';
import { type Ended, spawnCommand } from './spawn-command.ts';

/** As a person does it once for an account: see docs/aws-setup.md. */
const patient = { timeout: 120_000 };
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 60_000);
afterAll(() => cloud.stop());

const page = 'docs/aws-setup.md';
const whose = { OWNER: 'octo', NAME: 'shop', OWNER_ID: '11', REPOSITORY_ID: '22' };

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly readOnly: boolean;
}

/** As the page has it, with and without --apply. */
async function bootstrap(
  ...more: readonly [] | readonly ['--apply']
): Promise<Ended & { readonly writes: readonly string[] }> {
  const since = new Date().toISOString();
  const documented = (await documentedCommands(page, whose)).filter((line) => line.startsWith('npm '));
  expect(documented).toHaveLength(2);
  const line = documented.find((each) => each.endsWith(' --apply') === more.length > 0) ?? '';
  const [, run = '', ...words] = line.split(/ +/);
  const command = spawnCommand([run, '--silent', ...words], cloud.env);
  const ended = await command.ended;
  command.remove();
  const response = await fetch(`${cloud.url}/_cloud/calls?since=${encodeURIComponent(since)}`);
  const { calls } = (await response.json()) as { calls: readonly Call[] };
  expect(calls.length).toBeGreaterThan(5);
  const writes = calls.filter(({ readOnly }) => !readOnly);
  return { ...ended, writes: writes.map(({ service, operation }) => `${service} ${operation}`) };
}

// One story, told in order.
test('without --apply it says what it would do, and does nothing of it', patient, async () => {
  const planned = await bootstrap();
  expect(planned).toMatchObject({ code: 3, stderr: '', writes: [] });
  expect(planned.stdout).toContain('create   openIdConnectProvider/token.actions.githubusercontent.com');
  expect(planned.stdout).toMatch(
    /create +role\/phaseline-deploy\n +taken by repo:octo\/shop:environment:production\n +taken by repo:octo@11\/shop@22:environment:production\n/,
  );
  expect(planned.stdout).toMatch(/KeepOrders: deny dynamodb:DeleteTable, sns:DeleteTopic, .* on \*\n/);
});

test('with --apply it does it, and says which variables the workflows need', patient, async () => {
  const applied = await bootstrap('--apply');
  expect(applied).toMatchObject({ code: 0, stderr: '' });
  expect(applied.writes.filter((call) => call === 'iam CreateRole')).toHaveLength(4);
  for (const [name, value] of Object.entries(pipelineVariables(cloud)))
    expect(applied.stdout).toContain(`gh variable set ${name} --body ${value}\n`);
});

test('a second time nothing is left to do, and no write call is made', patient, async () => {
  expect(await bootstrap('--apply')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing to do'),
    writes: [],
  });
});

test(
  'what somebody gave a role on top is seen, and taken back, and nothing else is touched',
  patient,
  async () => {
    const statement = { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' };
    const iam = new IAMClient({
      endpoint: cloud.url,
      region: cloud.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: `arn:aws:iam::${cloud.account}:policy/phaseline-plan-1`,
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
        SetAsDefault: true,
      }),
    );
    iam.destroy();
    const planned = await bootstrap();
    expect(planned).toMatchObject({ code: 3, writes: [] });
    expect(planned.stdout).toMatch(
      /update +managedPolicy\/phaseline-plan-1\n +- Everything: allow \* on \*\n +\+ /,
    );
    expect(planned.stdout).toMatch(/^1 of \d+ resources to do; --apply does it\.$/m);
    expect(await bootstrap('--apply')).toMatchObject({ code: 0, writes: ['iam CreatePolicyVersion'] });
  },
);

test('a job takes its role by either form of sub; another repository, branch or environment does not', async () => {
  const sts = new STSClient({ endpoint: cloud.url, region: cloud.region });
  const take = async (role: PipelineRole, sub: string, ref = 'refs/heads/main') => {
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: `arn:aws:iam::${cloud.account}:role/${pipelineRoleName(role)}`,
      RoleSessionName: 'GitHubActions',
      WebIdentityToken: tokenOf({ sub, ref }),
    });
    const { AssumedRoleUser } = await sts.send(command);
    return AssumedRoleUser?.Arn;
  };
  for (const repository of ['octo/shop', 'octo@11/shop@22'])
    for (const [role, context] of [
      ['plan', 'pull_request'],
      ['plan', 'ref:refs/heads/main'],
      ['deploy', 'environment:production'],
      ['preview', 'environment:preview'],
      ['sweep', 'pull_request'],
      ['sweep', 'ref:refs/heads/main'],
    ] as const)
      expect(await take(role, `repo:${repository}:${context}`)).toContain(`/phaseline-${role}/`);
  for (const [role, sub, ref] of [
    ['deploy', 'repo:octo/other:environment:production'],
    // The name was given up, and somebody else took it.
    ['deploy', 'repo:octo@11/shop@23:environment:production'],
    ['deploy', 'repo:octo@12/shop@22:environment:production'],
    ['deploy', 'repo:octo/shop:environment:preview'],
    ['deploy', 'repo:octo/shop:ref:refs/heads/main'],
    ['deploy', 'repo:octo/shop:environment:production', 'refs/heads/feature'],
    ['preview', 'repo:octo/shop:pull_request'],
    ['preview', 'repo:octo/shop:environment:production'],
    ['plan', 'repo:octo/shop:ref:refs/heads/feature'],
    ['sweep', 'repo:octo/shop:environment:preview'],
    ['sweep', 'repo:octo/shop:ref:refs/heads/feature', 'refs/heads/feature'],
    ['deploy', 'repo:mallory/shop:environment:production'],
  ] as const)
    await expect(take(role, sub, ref), `${role} ${sub} ${ref}`).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  sts.destroy();
});

function tokenOf(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iss = 'https://token.actions.githubusercontent.com';
  const exp = Math.floor(Date.now() / 1000) + 300;
  return `${part({ alg: 'RS256' })}.${part({ iss, aud: 'sts.amazonaws.com', exp, ...claims })}.signature`;
}
