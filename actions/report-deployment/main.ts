import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { repositoryApi } from '../github.ts';
import { explain, runAction } from '../run.ts';
import { readInputs } from './inputs.ts';
import { deploymentPage, type RunJob } from './page.ts';
import { whyItRan } from './why.ts';

await runAction(async ({ signal }) => {
  const { token, ...inputs } = readInputs();
  // A deployment that went well is not reported as failed for want of a time.
  const jobs = await (token === undefined ? undefined : jobsOfThisRun(token, signal))?.catch(
    (error: unknown) => core.warning(`How long each step took is not known: ${explain(error)}`),
  );
  const text = deploymentPage({ ...inputs, jobs: jobs ?? undefined, why: await whyItRan(process.env) });
  const folder = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'deployments', inputs.environment);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'page.md');
  await writeFile(path, text);
  core.setOutput('markdown', path);
  await core.summary.addRaw(text, true).write();
});

async function jobsOfThisRun(token: string, signal: AbortSignal): Promise<readonly RunJob[]> {
  const path = `/actions/runs/${process.env['GITHUB_RUN_ID'] ?? ''}/jobs?per_page=100`;
  const { jobs } = await repositoryApi(token, signal).send<{ jobs: readonly RunJob[] }>('GET', path);
  return jobs;
}
