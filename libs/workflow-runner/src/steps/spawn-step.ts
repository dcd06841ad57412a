import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePairs } from '../commands/command-files.ts';
import { textOf } from '../expressions/json.ts';
import type { Json } from '../expressions/json.ts';
import { runProcess } from '../process/run-process.ts';
import { StepFailure } from './job-runtime.ts';
import type { Frame, JobRuntime, StepSink } from './job-runtime.ts';

const summaryLimit = 1024 * 1024;

/** What the `github` context has and the environment has not. */
const notVariables = new Set(['event', 'repositoryUrl', 'token']);

export interface SpawnOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The step's own variables, over the job's. */
  readonly env: Readonly<Record<string, string>>;
  /** `INPUT_*` and `STATE_*` of a JavaScript action. */
  readonly actionEnv?: Readonly<Record<string, string>>;
  readonly actionId: string;
  readonly signal: AbortSignal;
  readonly sink: StepSink;
}

/**
 * Runs the process of a step with everything GitHub's runner gives it, then takes over what it wrote to the command files. Throws a
 * StepFailure when it does not exit with 0.
 */
export async function spawnStep(frame: Frame, options: SpawnOptions): Promise<void> {
  const { job } = frame;
  const folder = mkdtempSync(join(job.files, 'step-'));
  const file = (name: string): string => join(folder, name);
  const files = { GITHUB_OUTPUT: file('output'), GITHUB_ENV: file('env'), GITHUB_PATH: file('path'), GITHUB_STATE: file('state'), GITHUB_STEP_SUMMARY: file('summary') }; // prettier-ignore
  for (const path of Object.values(files)) writeFileSync(path, '');
  const env: Record<string, string> = {
    ...job.run.host.base,
    CI: 'true',
    ...job.env,
    ...frame.env,
    ...options.env,
    ...gitHubVariables(frame, options.actionId),
    ...files,
    ...options.actionEnv,
  };
  env['PATH'] = [...job.path, env['PATH'] ?? ''].join(':');
  try {
    const result = await runProcess({
      command: options.command,
      args: options.args,
      cwd: options.cwd,
      env,
      onLine: options.sink.output,
      signal: options.signal,
      kill: job.run.kill,
      grace: job.run.grace,
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StepFailure(`cannot start '${options.command}' in ${options.cwd}: ${reason}`, {
        cause: error,
      });
    });
    if (result.leftover !== undefined) job.leftovers.add(result.leftover);
    takeOver(job, files, options.sink);
    if (options.signal.aborted) return;
    if (result.signal !== null) throw new StepFailure(`Process was killed by ${result.signal}.`);
    if (result.code !== 0) throw new StepFailure(`Process completed with exit code ${result.code}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Applies what a step wrote to its command files. */
function takeOver(
  job: JobRuntime,
  files: Record<
    'GITHUB_OUTPUT' | 'GITHUB_ENV' | 'GITHUB_PATH' | 'GITHUB_STATE' | 'GITHUB_STEP_SUMMARY',
    string
  >,
  sink: StepSink,
): void {
  const pairs = (name: keyof typeof files): [string, string][] => {
    try {
      return parsePairs(readFileSync(files[name], 'utf8'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StepFailure(`Unable to process file command '${name}' successfully. ${reason}`, {
        cause: error,
      });
    }
  };
  for (const [name, value] of pairs('GITHUB_ENV')) {
    if (name.toUpperCase() === 'NODE_OPTIONS') {
      sink.annotate({
        level: 'error',
        message: `Can't store ${name} output parameter using '$GITHUB_ENV' command.`,
      });
    } else job.env[name] = value;
  }
  for (const folder of readFileSync(files.GITHUB_PATH, 'utf8').split(/\r?\n/)) {
    if (folder === '') continue;
    const known = job.path.indexOf(folder);
    if (known >= 0) job.path.splice(known, 1);
    job.path.unshift(folder);
  }
  for (const [name, value] of pairs('GITHUB_OUTPUT')) sink.setOutput(name, value);
  for (const [name, value] of pairs('GITHUB_STATE')) sink.saveState(name, value);
  const summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
  if (summary.length > summaryLimit) {
    sink.annotate({ level: 'error', message: '$GITHUB_STEP_SUMMARY: more than 1024 KiB, not shown' });
  } else job.summary += job.run.masker.mask(summary);
}

/** `GITHUB_*` and `RUNNER_*`, which no `env:` can change. */
function gitHubVariables(frame: Frame, actionId: string): Record<string, string> {
  const { job } = frame;
  const result: Record<string, string> = { GITHUB_ACTIONS: 'true', GITHUB_ACTION: actionId };
  for (const [name, value] of Object.entries(job.contexts['github'] as Record<string, Json>)) {
    if (notVariables.has(name) || value === null || typeof value === 'object') continue;
    result[`GITHUB_${name.toUpperCase()}`] = String(value);
  }
  for (const [name, value] of Object.entries(job.contexts['runner'] as Record<string, Json>)) {
    result[`RUNNER_${name.toUpperCase()}`] = textOf(value);
  }
  result['RUNNER_TRACKING_ID'] = job.trackingId;
  if (job.tokens) {
    result['ACTIONS_ID_TOKEN_REQUEST_URL'] = job.tokens.url;
    result['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = job.tokens.token;
  }
  if (frame.composite) result['GITHUB_ACTION_PATH'] = frame.composite.folder;
  return result;
}
