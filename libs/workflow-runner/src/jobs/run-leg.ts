import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JobRun } from '../events.ts';
import type { Scope } from '../expressions/evaluate.ts';
import {
  evaluateBoolean,
  evaluateMapping,
  evaluateNumber,
  evaluateToken,
} from '../expressions/evaluate-token.ts';
import type { Json } from '../expressions/json.ts';
import type { Conclusion } from '../expressions/status-functions.ts';
import type { StepsJob } from '../model.ts';
import { atExit } from '../process/at-exit.ts';
import { killOrphans } from '../process/process-group.ts';
import type { RunContext, WorkflowScope } from '../run-context.ts';
import type { Frame, JobRuntime } from '../steps/job-runtime.ts';
import { runPostSteps, runSteps } from '../steps/run-steps.ts';
import { stepScope } from '../steps/step-scope.ts';
import { checkRunsOn } from './check-runs-on.ts';
import { jobOutputs, readEnvironment } from './job-outputs.ts';
import type { Leg } from './run-job.ts';
import type { JobResult } from './run-jobs.ts';

/** GitHub's defaults, in minutes. */
const defaultTimeout = 360;
const defaultCancelTimeout = 5;

/** Runs the steps of one leg of a job when a slot is free. */
export async function runLeg(
  run: RunContext,
  scope: WorkflowScope,
  job: StepsJob,
  leg: Leg,
): Promise<JobResult> {
  return run.slots.use(async () => {
    const started = performance.now();
    run.report({ type: 'job-started', job: leg.job });
    const runtime = createRuntime(run, scope, job, leg);
    const cleanUp = (): void => {
      killOrphans(runtime.trackingId, runtime.leftovers);
      rmSync(runtime.files, { recursive: true, force: true });
    };
    const notAtExit = atExit(cleanUp);
    let outputs: Record<string, string> = {};
    let continueOnError = false;
    let environment: JobRun['environment'];
    try {
      const at: Scope = { contexts: leg.contexts, functions: [] };
      checkRunsOn(evaluateToken(job.runsOn, at), run.host.os);
      continueOnError = evaluateBoolean(job.continueOnError, at, 'continue-on-error') ?? false;
      const frame = await runAllSteps(runtime, scope, job, leg, at);
      outputs = jobOutputs(runtime, job.outputs, stepScope(frame, {}));
      environment = readEnvironment(runtime, job.environment, stepScope(frame, {}));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const annotation = {
        level: 'error' as const,
        message: `${scope.workflow.path}:${job.line ?? 1}: ${message}`,
      };
      runtime.annotations.push(annotation);
      run.report({ type: 'annotation', job: leg.job, annotation });
      runtime.status = 'failure';
    } finally {
      notAtExit();
      cleanUp();
    }
    const result: JobRun = {
      ...leg.job,
      matrix: Object.keys(leg.matrix).length === 0 ? null : leg.matrix,
      conclusion: runtime.status,
      outputs,
      steps: runtime.runs,
      seconds: (performance.now() - started) / 1000,
      summary: runtime.summary,
      annotations: runtime.annotations,
      ...(environment && { environment }),
    };
    run.report({ type: 'job-finished', job: leg.job, result });
    // A job that may fail counts as a success for the jobs after it and for the run.
    const forgiven: Conclusion = runtime.status === 'failure' && continueOnError ? 'success' : runtime.status;
    return { result: forgiven, outputs, runs: [result] };
  });
}

async function runAllSteps(
  runtime: JobRuntime,
  scope: WorkflowScope,
  job: StepsJob,
  leg: Leg,
  at: Scope,
): Promise<Frame> {
  const withSecrets = { ...at, contexts: { ...at.contexts, secrets: scope.secrets } };
  Object.assign(runtime.env, evaluateMapping(scope.workflow.env, withSecrets));
  Object.assign(
    runtime.env,
    evaluateMapping(job.env, { ...withSecrets, contexts: { ...withSecrets.contexts, env: runtime.env } }),
  );
  const minutes = evaluateNumber(job.timeoutMinutes, at, 'timeout-minutes') ?? defaultTimeout;
  const cancelMinutes =
    evaluateNumber(job.cancelTimeoutMinutes, at, 'cancel-timeout-minutes') ?? defaultCancelTimeout;
  const timer = setTimeout(
    () => {
      const annotation = {
        level: 'error' as const,
        message: `The job has exceeded the maximum execution time of ${minutes} minutes.`,
      };
      runtime.annotations.push(annotation);
      runtime.run.report({ type: 'annotation', job: leg.job, annotation });
      leg.cancel.abort(new Error('timeout'));
    },
    Math.min(minutes * 60_000, 2 ** 31 - 1),
  );
  // What still runs after a cancellation (`always()`, post steps) has this long.
  const kill = new AbortController();
  let killTimer: NodeJS.Timeout | undefined;
  const onCancel = (): void => {
    killTimer = setTimeout(() => kill.abort(), cancelMinutes * 60_000);
  };
  leg.cancel.signal.addEventListener('abort', onCancel, { once: true });
  const limited = { ...runtime.run, kill: AbortSignal.any([runtime.run.kill, kill.signal]) };
  Object.assign(runtime, { run: limited });
  const frame: Frame = {
    job: runtime,
    steps: {},
    inputs: scope.inputs,
    env: {},
    composite: undefined,
    signal: leg.cancel.signal,
    list: job.steps,
  };
  try {
    await runSteps(frame);
    await runPostSteps(frame);
  } finally {
    clearTimeout(timer);
    clearTimeout(killTimer);
    leg.cancel.signal.removeEventListener('abort', onCancel);
  }
  if (leg.cancel.signal.aborted && runtime.status === 'success') runtime.status = 'cancelled';
  return frame;
}

function createRuntime(run: RunContext, scope: WorkflowScope, job: StepsJob, leg: Leg): JobRuntime {
  const files = mkdtempSync(join(run.temp, 'job-'));
  const temp = join(files, '_temp');
  const tools = join(run.temp, '_tool');
  mkdirSync(temp);
  mkdirSync(tools, { recursive: true });
  const eventPath = join(files, 'event.json');
  writeFileSync(eventPath, JSON.stringify(scope.github['event'], null, 2));
  const github: Record<string, Json> = { ...scope.github, job: job.id, event_path: eventPath };
  return {
    run,
    ref: leg.job,
    contexts: {
      ...leg.contexts,
      github,
      secrets: scope.secrets,
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
    permissions: job.permissions ?? scope.permissions,
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
  };
}
