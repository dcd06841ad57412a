import { join, normalize } from 'node:path';
import type { CallJob, Job, Permissions, StepsJob } from '../model.ts';
import type { MappingToken, Token, convertWorkflowTemplate } from './packages.ts';
import { readWorkflow } from './load-workflow.ts';
import type { Loader } from './load-workflow.ts';
import { exceedingPermissions, readPermissions } from './read-permissions.ts';
import { readSteps } from './read-steps.ts';
import { entries, literalOf, mappingOf } from './tokens.ts';

type ParsedJob = Awaited<ReturnType<typeof convertWorkflowTemplate>>['jobs'][number];

/** Keys that mean something on GitHub and nothing this runner can do; saying so beats skipping them. */
const unsupportedKeys: Record<string, string> = {
  container: 'job containers are not supported here: steps run on this machine',
  services: 'service containers are not supported here',
  snapshot: 'snapshots are not supported here',
};

/** Reads one job from its token, beside what GitHub's converter made of it (`needs`, `if`, step ids). */
export async function readJob(
  loader: Loader,
  file: string,
  parsed: ParsedJob,
  token: Token,
  inherited: Permissions | undefined,
): Promise<Job | undefined> {
  const keys = entries(token);
  for (const [key, why] of Object.entries(unsupportedKeys)) {
    const found = keys.get(key);
    if (found)
      loader.problems.push({ file, line: found.line, message: `jobs.${parsed.id.value}.${key}: ${why}` });
  }
  const strategy = entries(keys.get('strategy'));
  const base = {
    id: parsed.id.value,
    line: parsed.id.line,
    name: parsed.name,
    needs: (parsed.needs ?? []).map((need) => need.value),
    if: parsed.if.expression,
    strategy: keys.has('strategy')
      ? {
          matrix: strategy.get('matrix'),
          failFast: strategy.get('fail-fast'),
          maxParallel: strategy.get('max-parallel'),
        }
      : undefined,
    concurrency: keys.get('concurrency'),
    permissions: readPermissions(keys.get('permissions')),
  };
  if (parsed.type === 'reusableWorkflowJob')
    return readCallJob(loader, file, base, parsed.ref, keys, inherited);
  return readStepsJob(loader, file, base, parsed.steps, keys);
}

type JobKeys =
  Omit<StepsJob, 'kind' | 'steps' | 'runsOn'> extends infer T ? Pick<T & CallJob, BaseKeys> : never;
type BaseKeys = 'id' | 'line' | 'name' | 'needs' | 'if' | 'strategy' | 'concurrency' | 'permissions';

async function readStepsJob(
  loader: Loader,
  file: string,
  base: JobKeys,
  parsedSteps: Parameters<typeof readSteps>[2],
  keys: Map<string, Token>,
): Promise<StepsJob | undefined> {
  const runsOn = keys.get('runs-on');
  if (runsOn === undefined) return undefined;
  const defaults = entries(entries(keys.get('defaults')).get('run'));
  return {
    ...base,
    kind: 'steps',
    runsOn,
    timeoutMinutes: keys.get('timeout-minutes'),
    cancelTimeoutMinutes: keys.get('cancel-timeout-minutes'),
    continueOnError: keys.get('continue-on-error'),
    env: mappingOf(keys.get('env')),
    environment: keys.get('environment'),
    outputs: mappingOf(keys.get('outputs')),
    defaults: { shell: defaults.get('shell'), workingDirectory: defaults.get('working-directory') },
    steps: readSteps(loader, file, parsedSteps, keys.get('steps')),
  };
}

async function readCallJob(
  loader: Loader,
  file: string,
  base: JobKeys,
  ref: { value: string; line: number | undefined },
  keys: Map<string, Token>,
  inherited: Permissions | undefined,
): Promise<CallJob | undefined> {
  const problem = (message: string, line = ref.line) => loader.problems.push({ file, line, message });
  if (!ref.value.startsWith('./')) {
    problem(
      `uses: ${ref.value}: only workflows of this repository (./.github/workflows/...) can be called here`,
    );
    return undefined;
  }
  const workflow = await readWorkflow(loader, normalize(join('.', ref.value)));
  if (workflow === undefined) return undefined;
  if (workflow.call === undefined) {
    problem(`uses: ${ref.value}: that workflow has no on.workflow_call`);
    return undefined;
  }
  const secrets = keys.get('secrets');
  const job: CallJob = {
    ...base,
    kind: 'call',
    workflow,
    with: mappingOf(keys.get('with')),
    secrets: literalOf(secrets) === 'inherit' ? 'inherit' : mappingOf(secrets),
  };
  checkNames(job.with, workflow.call.inputs, `an input of ${workflow.path}`, problem);
  if (job.secrets !== 'inherit') {
    checkNames(job.secrets, workflow.call.secrets, `a secret of ${workflow.path}`, problem);
  }
  checkPermissions(job, job.permissions ?? inherited, problem);
  return job;
}

function checkNames(
  given: MappingToken | undefined,
  known: readonly { name: string; required: boolean }[],
  what: string,
  problem: (message: string, line?: number) => void,
): void {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  const passed = entries(given);
  for (const [name, value] of passed) {
    if (!names.has(name.toLowerCase())) problem(`'${name}' is not ${what}`, value.line);
  }
  const lower = new Set([...passed.keys()].map((name) => name.toLowerCase()));
  for (const { name, required } of known) {
    if (required && !lower.has(name.toLowerCase()))
      problem(`'${name}' is ${what} and required, but not passed`);
  }
}

function checkPermissions(
  job: CallJob,
  allowed: Permissions | undefined,
  problem: (message: string) => void,
): void {
  for (const called of job.workflow.jobs) {
    const asked = called.permissions ?? job.workflow.permissions;
    const more = asked && allowed ? exceedingPermissions(allowed, asked) : [];
    if (more.length > 0) {
      problem(
        `job '${called.id}' of ${job.workflow.path} asks for ${more.join(', ')}, which jobs.${job.id} does not have`,
      );
    }
  }
}
