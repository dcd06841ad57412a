import { evaluateCondition } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/evaluate.ts';
import {
  evaluateBoolean,
  evaluateNumber,
  evaluateString,
  evaluateToken,
} from '../expressions/evaluate-token.ts';
import { jobStatusFunctions } from '../expressions/status-functions.ts';
import type { JobRef } from '../events.ts';
import type { Job } from '../model.ts';
import type { RunContext, WorkflowScope } from '../run-context.ts';
import { callWorkflow } from './call-workflow.ts';
import { expandMatrix, legSuffix } from './expand-matrix.ts';
import type { MatrixLeg } from './expand-matrix.ts';
import { inGroup } from './in-group.ts';
import { notRun } from './not-run.ts';
import { overall } from './run-jobs.ts';
import type { JobResult } from './run-jobs.ts';
import { runLeg } from './run-leg.ts';
import { Slots } from './slots.ts';

/** One leg of a job's matrix (a job without one has a single leg), with all it can refer to. */
export interface Leg {
  readonly job: JobRef;
  readonly matrix: MatrixLeg;
  readonly strategy: {
    readonly 'fail-fast': boolean;
    readonly 'job-index': number;
    readonly 'job-total': number;
    readonly 'max-parallel': number;
  };
  /** `github`, `inputs`, `vars`, `needs`, `strategy`, `matrix`. */
  readonly contexts: Scope['contexts'];
  /** Ends this leg politely. */
  readonly cancel: AbortController;
  readonly heldGroups: readonly string[];
}

/** Runs one job of a workflow once what it needs is over: its condition, its matrix, its legs. */
export async function runJob(
  run: RunContext,
  scope: WorkflowScope,
  job: Job,
  before: ReadonlyMap<string, JobResult>,
): Promise<JobResult> {
  const needs = Object.fromEntries(
    job.needs.map((id) => [
      id,
      { result: before.get(id)?.result ?? 'skipped', outputs: before.get(id)?.outputs ?? {} },
    ]),
  );
  const contexts = { github: scope.github, inputs: scope.inputs, vars: scope.vars, needs };
  const id = scope.prefix.id + job.id;
  const plainName = scope.prefix.name + (job.name && !job.name.isExpression ? job.name.toString() : job.id);
  const cancelled = run.cancel.aborted;
  try {
    const results = new Map([...before].map(([name, { result }]) => [name, result]));
    const functions = jobStatusFunctions(results, cancelled);
    if (!evaluateCondition(job.if, { contexts, functions })) {
      const conclusion = cancelled ? 'cancelled' : 'skipped';
      return notRun(run, { id, name: plainName }, conclusion);
    }
    return await runLegs(run, scope, job, { id, contexts });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return notRun(
      run,
      { id, name: plainName },
      'failure',
      `${scope.workflow.path}:${job.line ?? 1}: ${message}`,
    );
  }
}

async function runLegs(
  run: RunContext,
  scope: WorkflowScope,
  job: Job,
  { id, contexts }: { id: string; contexts: Scope['contexts'] },
): Promise<JobResult> {
  const at: Scope = { contexts, functions: [] };
  const matrix = job.strategy?.matrix;
  const legs = matrix === undefined ? [{}] : expandMatrix(evaluateToken(matrix, at));
  const failFast = evaluateBoolean(job.strategy?.failFast, at, 'strategy.fail-fast') ?? true;
  const maxParallel = evaluateNumber(job.strategy?.maxParallel, at, 'strategy.max-parallel') ?? legs.length;
  if (maxParallel < 1) throw new Error(`strategy.max-parallel must be at least 1, not ${maxParallel}`);

  const controllers = legs.map(() => linked(run.cancel));
  const slots = new Slots(maxParallel);
  const outputs: Record<string, string> = {};
  const results = await Promise.all(
    legs.map((leg, index) =>
      slots.use(async () => {
        const strategy = {
          'fail-fast': failFast,
          'job-index': index,
          'job-total': legs.length,
          'max-parallel': maxParallel,
        };
        const all = { ...contexts, matrix: matrix === undefined ? null : leg, strategy };
        const ref: JobRef = {
          id,
          name: scope.prefix.name + legName(job, leg, { contexts: all, functions: [] }),
        };
        const cancel = controllers[index] ?? new AbortController();
        // Another leg failed, or the run was cancelled, before this one had started.
        if (cancel.signal.aborted) return notRun(run, ref, 'cancelled', undefined, leg);
        const result = await inGroup(
          run,
          job.concurrency,
          { contexts: all, functions: [] },
          scope.heldGroups,
          cancel,
          ref,
          (heldGroups) => {
            const started: Leg = { job: ref, matrix: leg, strategy, contexts: all, cancel, heldGroups };
            return job.kind === 'steps'
              ? runLeg(run, scope, job, started)
              : callWorkflow(run, scope, job, started);
          },
        );
        if (result === undefined) return notRun(run, ref, 'cancelled', undefined, leg);
        // Each leg may set its own names; what a leg leaves empty does not take away what another has set.
        for (const [key, value] of Object.entries(result.outputs)) if (value !== '') outputs[key] = value;
        if (failFast && result.result === 'failure') for (const other of controllers) other.abort();
        return result;
      }),
    ),
  );
  return {
    result: overall(results.map(({ result }) => result)),
    outputs,
    runs: results.flatMap(({ runs }) => runs),
  };
}

/** GitHub adds the matrix values to the name, unless the name is made from expressions. */
function legName(job: Job, leg: MatrixLeg, scope: Scope): string {
  if (job.name?.isExpression) return evaluateString(job.name, scope);
  const suffix = legSuffix(leg);
  return (job.name?.toString() ?? job.id) + (suffix === '' ? '' : ` (${suffix})`);
}

/** A controller that follows `signal`, unless it is aborted already: a job that starts after a cancellation is meant to run. */
function linked(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  if (!signal.aborted)
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  return controller;
}
