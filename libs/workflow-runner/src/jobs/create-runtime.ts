import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../expressions/json.ts';
import { tokenPermissions } from '../github/job-token.ts';
import type { StepsJob } from '../model.ts';
import type { RunContext, WorkflowScope } from '../run-context.ts';
import type { JobRuntime } from '../steps/job-runtime.ts';
import type { Leg } from './run-job.ts';

/** What one leg of a job starts with, its folders on disk included. */
export function createRuntime(run: RunContext, scope: WorkflowScope, job: StepsJob, leg: Leg): JobRuntime {
  const files = mkdtempSync(join(run.temp, 'job-'));
  const temp = join(files, '_temp');
  const tools = join(run.temp, '_tool');
  mkdirSync(temp);
  mkdirSync(tools, { recursive: true });
  const eventPath = join(files, 'event.json');
  writeFileSync(eventPath, JSON.stringify(scope.github['event'], null, 2));
  const permissions = job.permissions ?? scope.permissions;
  const token = run.gitHub?.admit(tokenPermissions(permissions, scope.github));
  if (token !== undefined) run.masker.add(token);
  const secrets = token === undefined ? scope.secrets : { ...scope.secrets, GITHUB_TOKEN: token };
  const github: Record<string, Json> = {
    ...scope.github,
    job: job.id,
    event_path: eventPath,
    ...(token !== undefined && { token }),
  };
  return {
    run,
    ref: leg.job,
    contexts: {
      ...leg.contexts,
      github,
      secrets,
      runner: {
        name: hostname(),
        os: run.host.os,
        arch: run.host.arch,
        temp,
        tool_cache: tools,
        environment: 'self-hosted',
        workspace: run.workspace,
      },
    },
    permissions,
    defaults: [job.defaults, scope.workflow.defaults],
    temp,
    files,
    trackingId: `github_${randomUUID()}`,
    env: {},
    path: [],
    posts: [],
    runs: [],
    annotations: [],
    leftovers: new Set(),
    summary: '',
    status: 'success',
    tokens: undefined,
  };
}
