import { evaluateMapping, evaluateString, evaluateToken } from '../expressions/evaluate-token.ts';
import type { Scope } from '../expressions/evaluate.ts';
import { textOf } from '../expressions/json.ts';
import type { Json } from '../expressions/json.ts';
import type { CallInput, CallJob } from '../model.ts';
import type { RunContext, WorkflowScope } from '../run-context.ts';
import { inGroup } from './in-group.ts';
import type { Leg } from './run-job.ts';
import { overall, runJobs } from './run-jobs.ts';
import type { JobResult } from './run-jobs.ts';

/**
 * Runs the workflow that `job` calls. Its jobs appear under the id and name of the caller. Undefined when
 * a newer run took its place in the called workflow's concurrency group.
 */
export async function callWorkflow(
  run: RunContext,
  caller: WorkflowScope,
  job: CallJob,
  leg: Leg,
): Promise<JobResult | undefined> {
  const { workflow } = job;
  const at: Scope = { contexts: { ...leg.contexts, secrets: caller.secrets }, functions: [] };
  const given = job.with === undefined ? {} : (evaluateToken(job.with, at) as Record<string, Json>);
  const base = { contexts: { github: caller.github, vars: caller.vars }, functions: [] };
  const inputs = Object.fromEntries(
    (workflow.call?.inputs ?? []).map((input) => [input.name, inputValue(input, given, base)]),
  );
  const scope: WorkflowScope = {
    workflow,
    github: caller.github,
    inputs,
    vars: caller.vars,
    secrets:
      job.secrets === 'inherit' ? caller.secrets : passedSecrets(caller, evaluateMapping(job.secrets, at)),
    permissions: workflow.permissions ?? job.permissions ?? caller.permissions,
    prefix: { id: `${leg.job.id}/`, name: `${leg.job.name} / ` },
    heldGroups: leg.heldGroups,
  };
  const inner = { ...run, cancel: leg.cancel.signal };
  const atWorkflow: Scope = { contexts: { github: scope.github, inputs, vars: scope.vars }, functions: [] };
  const results = await inGroup(
    inner,
    workflow.concurrency,
    atWorkflow,
    scope.heldGroups,
    leg.cancel,
    leg.job,
    (heldGroups) => runJobs(inner, { ...scope, heldGroups }),
  );
  if (results === undefined) return undefined;
  const jobs = Object.fromEntries(
    [...results].map(([id, { result, outputs }]) => [id, { result, outputs: { ...outputs } }]),
  );
  const outputs = Object.fromEntries(
    [...(workflow.call?.outputs ?? [])].map(([name, token]) => [
      name,
      evaluateString(token, { ...atWorkflow, contexts: { ...atWorkflow.contexts, jobs } }),
    ]),
  );
  return {
    result: overall([...results.values()].map(({ result }) => result)),
    outputs,
    runs: [...results.values()].flatMap(({ runs }) => runs),
  };
}

/** The token follows into every called workflow by itself; other secrets only by name or `inherit`. */
function passedSecrets(caller: WorkflowScope, passed: Record<string, string>): Record<string, string> {
  const token = caller.secrets['GITHUB_TOKEN'];
  return token === undefined ? passed : { GITHUB_TOKEN: token, ...passed };
}

function inputValue(input: CallInput, given: Record<string, Json>, scope: Scope): Json {
  const name = Object.keys(given).find((key) => key.toLowerCase() === input.name.toLowerCase());
  const value = name === undefined ? undefined : given[name];
  if (value !== undefined) return typed(input, value);
  if (input.default !== undefined) return typed(input, evaluateToken(input.default, scope));
  return { boolean: false, number: 0 }[input.type] ?? '';
}

function typed(input: CallInput, value: Json): Json {
  const fits = typeof value === input.type || (input.type === 'string' && typeof value !== 'object');
  if (!fits) {
    throw new Error(
      `input '${input.name}' must be a ${input.type}, not the ${typeof value} ${JSON.stringify(value)}`,
    );
  }
  return input.type === 'string' ? textOf(value) : value;
}
