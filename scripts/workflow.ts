import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Json, runWorkflow, terminalReporter, WorkflowError } from '@phaseline/workflow-runner';
import { readFlags, runCommand, UsageError } from './command-line.ts';
import { readOutputFile } from './read-values.ts';
import { root } from './root.ts';

const help = `
Runs a workflow of this repository on this machine.

  npm run workflow -- FILE --event NAME [options]

  --event NAME          the event: push, pull_request, workflow_dispatch, schedule ... (default: workflow_dispatch)
  --input NAME=VALUE    an input of workflow_dispatch; may be repeated
  --payload FILE        the event's payload as JSON; what it leaves out comes from the git state
  --var NAME=VALUE      a repository variable (vars.NAME); may be repeated
  --secret NAME         a secret, with the value of the environment variable NAME; may be repeated
  --job ID              only this job and what it needs
  --parallel N          how many jobs run at a time (default: the processors of this machine)
  --artifacts DIR       keep the artifacts there
  --logs                every line of every step as it comes
  --json FILE           write the run as JSON
`;

const flags = {
  event: { type: 'string', default: 'workflow_dispatch' },
  input: { type: 'string', multiple: true },
  payload: { type: 'string' },
  var: { type: 'string', multiple: true },
  secret: { type: 'string', multiple: true },
  job: { type: 'string' },
  parallel: { type: 'string' },
  artifacts: { type: 'string' },
  logs: { type: 'boolean', default: false },
  json: { type: 'string' },
} as const;

/** The exit code of a run: 0 for success, 1 for anything else. */
export async function runWorkflowCommand(
  parameters: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const [file, ...rest] = parameters;
  if (file === undefined || file.startsWith('-'))
    throw new UsageError('which workflow? npm run workflow -- .github/workflows/deploy.yml');
  const given = readFlags(rest, flags);
  const json = given.json === undefined ? undefined : readOutputFile('json', given.json);
  try {
    const run = await runWorkflow({
      workspace: workspaceOf(resolve(file)),
      workflow: resolve(file),
      event: { name: given.event, payload: readPayload(given.payload) },
      inputs: pairs('input', given.input),
      vars: pairs('var', given.var),
      secrets: secrets(given.secret),
      reporter: terminalReporter(process.stdout, { logs: given.logs }),
      signal,
      ...(given.job !== undefined && { job: given.job }),
      ...(given.parallel !== undefined && { parallel: readParallel(given.parallel) }),
      ...(given.artifacts !== undefined && { artifacts: resolve(given.artifacts) }),
    });
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(run, null, 2)}\n`);
    return run.conclusion === 'success' ? 0 : signal.aborted ? 130 : 1;
  } catch (error) {
    // What is wrong with the workflow or the way it was asked for, before anything has run.
    if (error instanceof WorkflowError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** The repository a workflow belongs to: what holds its `.github/workflows`, else this one. */
function workspaceOf(file: string): string {
  const folder = dirname(file);
  return folder.endsWith(join('.github', 'workflows')) ? dirname(dirname(folder)) : root;
}

function pairs(flag: string, list: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    list.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`--${flag} ${text}: expected NAME=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function secrets(names: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = process.env[name];
      if (value === undefined)
        throw new UsageError(`--secret ${name}: there is no environment variable ${name}`);
      return [name, value];
    }),
  );
}

function readPayload(file: string | undefined): { readonly [key: string]: Json } {
  if (file === undefined) return {};
  try {
    const payload: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(payload)) return payload;
  } catch (error) {
    throw new UsageError(`--payload ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new UsageError(`--payload ${file}: expected a JSON object`);
}

function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readParallel(text: string): number {
  if (!/^[1-9]\d?$/.test(text))
    throw new UsageError(`--parallel ${text}: expected a whole number from 1 to 99`);
  return Number(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(help, runWorkflowCommand);
