import { rmSync } from 'node:fs';
import type { JobRun } from '../events.ts';
import type { Scope } from '../expressions/evaluate.ts';
import {
  evaluateBoolean,
  evaluateMapping,
  evaluateNumber,
  evaluateToken,
} from '../expressions/evaluate-token.ts';
import type { Conclusion } from '../expressions/status-functions.ts';
import type { StepsJob } from '../model.ts';
import { atExit } from '../process/at-exit.ts';
import { killOrphans } from '../process/process-group.ts';
import type { RunContext, WorkflowScope } from '../run-context.ts';
import type { Frame, JobRuntime } from '../steps/job-runtime.ts';
import { runPostSteps, runSteps } from '../steps/run-steps.ts';
import { stepScope } from '../steps/step-scope.ts';
import { checkRunsOn } from './check-runs-on.ts';
import { createRuntime } from './create-runtime.ts';
import { environmentName, jobOutputs, readEnvironment } from './job-outputs.ts';
import { admitToTokens } from './admit-to-tokens.ts';
import { notRun } from './not-run.ts';
import type { Leg } from './run-job.ts';
import type { JobResult } from './run-jobs.ts';

/** GitHub's defaults, in minutes. */
const defaultTimeout = 360;
const defaultCancelTimeout = 5;
/** The longest a timer can be set to (ms). */
const longestTimer = 2 ** 31 - 1;

/** Runs the steps of one leg of a job when a slot is free. */
export async function runLeg(
  run: RunContext,
  scope: WorkflowScope,
  job: StepsJob,
  leg: Leg,
): Promise<JobResult> {
  return run.slots.use(async () => {
    // Cancelled while it waited for the slot.
    if (leg.cancel.signal.aborted) return notRun(run, leg.job, 'cancelled', undefined, leg.matrix);
    const started = performance.now();
    run.report({ type: 'job-started', job: leg.job });
    const end = new AbortController();
    const limited = { ...run, kill: AbortSignal.any([run.kill, end.signal]) };
    const runtime = createRuntime(limited, scope, job, leg);
    const cleanUp = (): void => {
      killOrphans(runtime.trackingId, runtime.leftovers);
      rmSync(runtime.files, { recursive: true, force: true });
    };
    const notAtExit = atExit(cleanUp);
    const at: Scope = { contexts: leg.contexts, functions: [] };
    let results: Pick<JobRun, 'outputs' | 'environment'> = { outputs: {} };
    let continueOnError = false;
    try {
      continueOnError = evaluateBoolean(job.continueOnError, at, 'continue-on-error') ?? false;
      results = await withTimeouts(runtime, job, leg, at, end, () => runAll(runtime, scope, job, leg, at));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      annotate(runtime, `${scope.workflow.path}:${job.line ?? 1}: ${message}`);
      runtime.status = 'failure';
    } finally {
      notAtExit();
      cleanUp();
    }
    const result: JobRun = {
      ...leg.job,
      matrix: Object.keys(leg.matrix).length === 0 ? null : leg.matrix,
      conclusion: runtime.status,
      ...results,
      steps: runtime.runs,
      seconds: (performance.now() - started) / 1000,
      summary: runtime.summary,
      annotations: runtime.annotations,
    };
    run.report({ type: 'job-finished', job: leg.job, result });
    // A job that may fail counts as a success for the jobs after it and for the run.
    const forgiven: Conclusion = runtime.status === 'failure' && continueOnError ? 'success' : runtime.status;
    return { result: forgiven, outputs: results.outputs, runs: [result] };
  });
}

/** Cancels the leg after `timeout-minutes`, and ends what still runs `cancel-timeout-minutes` after any cancellation. */
async function withTimeouts<T>(
  runtime: JobRuntime,
  job: StepsJob,
  leg: Leg,
  at: Scope,
  end: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  const minutes = evaluateNumber(job.timeoutMinutes, at, 'timeout-minutes') ?? defaultTimeout;
  const cancelMinutes =
    evaluateNumber(job.cancelTimeoutMinutes, at, 'cancel-timeout-minutes') ?? defaultCancelTimeout;
  const onTimeout = (): void => {
    annotate(runtime, `The job has exceeded the maximum execution time of ${minutes} minutes.`);
    leg.cancel.abort(new Error('timeout'));
  };
  const timer = setTimeout(onTimeout, Math.min(minutes * 60_000, longestTimer));
  let endTimer: NodeJS.Timeout | undefined;
  const onCancel = (): void => {
    endTimer = setTimeout(() => end.abort(), Math.min(cancelMinutes * 60_000, longestTimer));
  };
  leg.cancel.signal.addEventListener('abort', onCancel, { once: true });
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    clearTimeout(endTimer);
    leg.cancel.signal.removeEventListener('abort', onCancel);
  }
}

async function runAll(
  runtime: JobRuntime,
  scope: WorkflowScope,
  job: StepsJob,
  leg: Leg,
  at: Scope,
): Promise<Pick<JobRun, 'outputs' | 'environment'>> {
  checkRunsOn(evaluateToken(job.runsOn, at), runtime.run.host.os);
  const { github = {}, secrets = {} } = runtime.contexts;
  const contexts = { ...at.contexts, github, secrets };
  Object.assign(runtime.env, evaluateMapping(scope.workflow.env, { ...at, contexts }));
  const withEnv = { ...at, contexts: { ...contexts, env: runtime.env } };
  Object.assign(runtime.env, evaluateMapping(job.env, withEnv));
  runtime.tokens = await admitToTokens(runtime, scope, environmentName(job.environment, at));
  const frame: Frame = {
    job: runtime,
    steps: {},
    inputs: scope.inputs,
    env: {},
    composite: undefined,
    signal: leg.cancel.signal,
    list: job.steps,
  };
  await runSteps(frame);
  await runPostSteps(frame);
  const ended = stepScope(frame, {});
  const environment = readEnvironment(runtime, job.environment, ended);
  return { outputs: jobOutputs(runtime, job.outputs, ended), ...(environment && { environment }) };
}

function annotate(runtime: JobRuntime, message: string): void {
  const annotation = { level: 'error' as const, message: runtime.run.masker.mask(message) };
  runtime.annotations.push(annotation);
  runtime.run.report({ type: 'annotation', job: runtime.ref, annotation });
}
