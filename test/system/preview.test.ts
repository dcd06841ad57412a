import { appendFile, glob, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { applyPhase, createClients, findPreviews, planPhase } from '@phaseline/reconciler';
import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import {
  type LocalGitHub,
  type Reporter,
  runWorkflow,
  startLocalGitHub,
  type WebhookEvent,
  type WorkflowRun,
} from '@phaseline/workflow-runner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootstrapLocalCloud } from '@phaseline/scripts/deployment/bootstrap-local-cloud';
import { collectLog } from './collect-log.ts';
import { copyWorkspace, type WorkspaceCopy } from './copy-workspace.ts';

/** A pull request's life, by the repository's own workflows, on a GitHub and an AWS of this machine. */
const production = {
  phase: 'serverless',
  environment: 'production',
  emailFrom: 'orders@example.com',
} as const;
const sha = (digit: string) => digit.repeat(40);
let cloud: LocalCloud;
let gitHub: LocalGitHub;
let copy: WorkspaceCopy;
let clients: ReturnType<typeof createClients>;
let roles: Readonly<Record<string, string>>;

beforeAll(async () => {
  copy = await copyWorkspace();
  cloud = await startLocalCloud({ runtime: 'process' });
  gitHub = await startLocalGitHub();
  Object.assign(process.env, cloud.env);
  clients = createClients();
  roles = await bootstrapLocalCloud(cloud, gitHub.repository);
  const permissionsBoundary = roles['AWS_PERMISSIONS_BOUNDARY_ARN'];
  await applyPhase({ ...production, permissionsBoundary, stage: 'provision' }, { clients });
}, 120_000);
afterAll(async () => {
  await gitHub?.close();
  await cloud?.stop();
  await copy?.remove();
});

async function run(file: string, event: WebhookEvent, reporter?: Reporter) {
  const log = collectLog();
  const result: WorkflowRun = await runWorkflow({
    workspace: copy.folder,
    workflow: `.github/workflows/${file}`,
    event,
    gitHub,
    vars: { NODE_IMAGE: cloud.env['NODE_IMAGE'] ?? '', PHASE: 'serverless', ...roles },
    immutableSubject: true,
    env: { ...process.env, ...cloud.env },
    reporter: {
      report(each) {
        log.report(each);
        reporter?.report(each);
      },
    },
  });
  return { ...result, text: log.text() };
}

const comments = () => [...gitHub.records.comments.values()];
const conclusions = ({ jobs }: WorkflowRun) =>
  Object.fromEntries(jobs.map(({ id, conclusion }) => [id.split('/')[0], conclusion]));
const productionChanges = async () =>
  (await planPhase(production, { clients })).resources.filter(
    ({ resource, action }) => resource.stage === 'provision' && action !== 'keep',
  );

it('an opened pull request gets its plan as a comment, and no environment', async () => {
  const opened = await run('preview.yml', gitHub.pulls.open({ branch: 'change', sha: sha('a') }));
  expect(opened.conclusion, opened.text).toBe('success');
  expect(conclusions(opened)).toMatchObject({
    build: 'success',
    plan: 'success',
    try: 'skipped',
    deploy: 'skipped',
  });
  expect(comments()).toHaveLength(1);
  expect(comments()[0]?.body).toContain('### Plan for `production` in phase serverless');
  expect(await findPreviews({ clients })).toEqual([]);
}, 180_000);

it('with the label it gets an environment, whose address is in the same comment', async () => {
  const labeled = await run('preview.yml', gitHub.pulls.label(1, 'preview'));
  expect(labeled.conclusion, labeled.text).toBe('success');
  expect(comments()).toHaveLength(1);
  const url = /<(http[^>]+)> runs a{40} in phase serverless/.exec(comments()[0]?.body ?? '')?.[1] ?? '';
  expect((await fetch(`${url}/ready`)).status).toBe(200);
  expect(comments()[0]?.body).toContain('### Plan for `production`');
}, 240_000);

it('closed during the deploy of a push, it is removed after it: nothing of it is left', async () => {
  await appendFile(join(copy.folder, 'apps/email-service/src/main.ts'), '\nconsole.info("another");\n');
  const pushed = gitHub.pulls.push(1, sha('b'));
  let teardown: Promise<Awaited<ReturnType<typeof run>>> | undefined;
  const waited: string[] = [];
  const deploy = await run('preview.yml', pushed, {
    report(event) {
      if (event.type !== 'job-started' || !event.job.id.startsWith('deploy/provision') || teardown) return;
      const waiting: Reporter = {
        report: (each) => void (each.type === 'job-waiting' && waited.push(each.reason)),
      };
      teardown = run('teardown.yml', gitHub.pulls.close(1), waiting);
    },
  });
  const removed = await teardown;
  expect(deploy.conclusion, deploy.text).toBe('success');
  expect(removed?.conclusion, removed?.text).toBe('success');
  expect(waited).toContain("for concurrency group 'deploy-pr-1'");
  expect(await findPreviews({ clients })).toEqual([]);
  const mappings = await new LambdaClient({}).send(new ListEventSourceMappingsCommand({}));
  expect(
    (mappings.EventSourceMappings ?? []).filter(({ FunctionArn }) => FunctionArn?.includes(':pr-1-')),
  ).toEqual([]);
}, 240_000);

it('what came after all, or was never torn down, the sweep removes; what is wanted and production stay', async () => {
  gitHub.pulls.open({ branch: 'wanted', labels: ['preview'] });
  for (const environment of ['pr-1', 'pr-2'])
    await applyPhase({ ...production, environment, stage: 'provision' }, { clients });
  const swept = await run('sweep.yml', { name: 'schedule', payload: {} });
  expect(swept.conclusion, swept.text).toBe('success');
  expect((await findPreviews({ clients })).map(({ environment }) => environment)).toEqual(['pr-2']);
  expect(await productionChanges()).toEqual([]);
}, 180_000);

/** What a fork's own tests could see and do; stands in for the whole-system test, which has its own file here. */
const probe = `
import { expect, test } from 'vitest';
test('a fork has no credentials and no cloud but its own', () => {
  const names = Object.keys(process.env).filter((name) => /^AWS_(ACCESS|SECRET|SESSION|PROFILE)|TOKEN/.test(name));
  expect(names).toEqual([]);
});
`;

it("a fork's pull request is built and tried without credentials, and main says how that went", async () => {
  for await (const path of glob('test/system/deploy*.test.ts', { cwd: copy.folder }))
    await rm(join(copy.folder, path));
  await writeFile(join(copy.folder, 'test/system/deploy-probe.test.ts'), probe);
  const opened = gitHub.pulls.open({
    repository: 'mallory/orders',
    branch: 'gift',
    sha: sha('c'),
    labels: ['preview'],
  });
  const number = Number(opened.payload['number']);
  const tried = await run('preview.yml', opened);
  expect(tried.conclusion, tried.text).toBe('success');
  expect(conclusions(tried)).toMatchObject({
    build: 'success',
    try: 'success',
    plan: 'skipped',
    deploy: 'skipped',
  });
  const own = () => comments().filter(({ issue }) => issue === number);
  expect(own()).toEqual([]);

  const completed = gitHub.runCompleted(tried, number, '.github/workflows/preview.yml');
  const reported = await run('preview-report.yml', completed);
  expect(reported.conclusion, reported.text).toBe('success');
  expect(own()).toMatchObject([
    { body: expect.stringContaining('Built and tried on the local cloud: success') },
  ]);

  // The branch has moved on since: what was run is not what is there.
  gitHub.pulls.push(number, sha('d'));
  const late = await run('preview-report.yml', { ...completed });
  expect(late.text).toContain('No open pull request is at that commit');
  expect(await findPreviews({ clients })).not.toContainEqual(expect.objectContaining({ number }));
}, 180_000);

it('what somebody changed in production by hand fails the run, and is one issue', async () => {
  const event = { name: 'schedule', payload: {} };
  const retention = async (retentionInDays: number) => {
    const logGroupName = '/aws/lambda/email-lambda';
    await clients.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
  };
  await retention(1);
  const drifted = await run('drift.yml', event);
  expect(drifted.conclusion).toBe('failure');
  await run('drift.yml', event);
  const issues = [...gitHub.records.issues.values()];
  expect(issues).toMatchObject([{ state: 'open', labels: ['drift'] }]);
  expect(issues[0]?.body).toContain('retentionDays: `1` → `30`');
}, 120_000);
