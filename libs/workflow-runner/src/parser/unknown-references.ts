import type { Job, Step, Workflow } from '../model.ts';
import { expressionPaths, expressionsIn } from './expression-paths.ts';
import type { ExpressionPath } from './expression-paths.ts';
import type { Problem } from './problems.ts';
import { entries } from './tokens.ts';

/**
 * Names that expressions of a workflow use and nothing defines: a job that is not in `needs`, an output that no job or action has, a
 * step without that id, an input or matrix value that does not exist. GitHub takes them for empty text; they are always mistakes.
 */
export function unknownReferences(workflow: Workflow): Problem[] {
  const inputs = [...workflow.dispatch, ...(workflow.call?.inputs ?? [])].map(({ name }) => name);
  const problems: Problem[] = [];
  for (const job of workflow.jobs) {
    for (const { expression, line } of expressionsOf(job)) {
      for (const path of expressionPaths(expression)) {
        const why = whyUnknown(path, workflow, job, inputs);
        if (why !== undefined)
          problems.push({
            file: workflow.path,
            line: line ?? job.line,
            message: `jobs.${job.id}: ${path.join('.')}: ${why}`,
          });
      }
    }
  }
  for (const [name, token] of workflow.call?.outputs ?? []) {
    for (const [context, id = '', , output] of expressionsIn(token).flatMap(({ expression }) =>
      expressionPaths(expression),
    )) {
      if (context !== 'jobs') continue;
      const why = whyNoOutput(
        workflow.jobs.find((job) => job.id === id),
        id,
        output,
      );
      if (why !== undefined)
        problems.push({ file: workflow.path, line: token.line, message: `outputs.${name}: ${why}` });
    }
  }
  return problems;
}

function whyUnknown(
  path: ExpressionPath,
  workflow: Workflow,
  job: Job,
  inputs: readonly string[],
): string | undefined {
  const [context, name, kind, output] = path;
  if (name === undefined || name === '*') return undefined;
  switch (context) {
    case 'needs':
      if (!job.needs.includes(name)) return `'${name}' is not in the job's needs`;
      return kind === 'outputs'
        ? whyNoOutput(
            workflow.jobs.find((each) => each.id === name),
            name,
            output,
          )
        : undefined;
    case 'inputs':
      return inputs.includes(name) ? undefined : `no input '${name}'`;
    case 'matrix': {
      const names = matrixNames(job);
      return names === undefined || names.includes(name) ? undefined : `the matrix has no '${name}'`;
    }
    case 'steps': {
      const step = job.kind === 'steps' ? job.steps.find((each) => each.id === name) : undefined;
      if (step === undefined) return `no step has the id '${name}'`;
      return kind === 'outputs' && output !== undefined ? whyNoStepOutput(step, output) : undefined;
    }
    case undefined:
    default:
      return undefined;
  }
}

function whyNoOutput(job: Job | undefined, id: string, output: string | undefined): string | undefined {
  if (job === undefined) return `no job '${id}'`;
  if (output === undefined) return undefined;
  const names =
    job.kind === 'steps' ? [...entries(job.outputs).keys()] : [...(job.workflow.call?.outputs.keys() ?? [])];
  return names.includes(output) ? undefined : `job '${id}' has no output '${output}'`;
}

function whyNoStepOutput(step: Step, output: string): string | undefined {
  if (step.kind !== 'uses' || step.target.kind === 'stand-in') return undefined;
  const names = [...step.target.outputs.keys()];
  return names.includes(output) ? undefined : `${step.uses} has no output '${output}' (${names.join(', ')})`;
}

/** The names a matrix defines; undefined when that is computed. */
function matrixNames(job: Job): string[] | undefined {
  const matrix = entries(job.strategy?.matrix);
  if (job.strategy?.matrix?.isExpression || matrix.has('include')) return undefined;
  return [...matrix.keys()];
}

function expressionsOf(job: Job): { expression: string; line: number | undefined }[] {
  const own = [
    job.name,
    job.strategy?.matrix,
    job.strategy?.failFast,
    job.strategy?.maxParallel,
    job.concurrency,
  ].flatMap(expressionsIn);
  const rest =
    job.kind === 'call'
      ? [job.with, job.secrets === 'inherit' ? undefined : job.secrets].flatMap(expressionsIn)
      : [
          ...[job.runsOn, job.env, job.environment, job.outputs, job.timeoutMinutes].flatMap(expressionsIn),
          ...job.steps.flatMap(expressionsOfStep),
        ];
  return [{ expression: job.if, line: job.line }, ...own, ...rest];
}

function expressionsOfStep(step: Step): { expression: string; line: number | undefined }[] {
  const special = step.kind === 'run' ? [step.run, step.workingDirectory] : [step.with];
  return [
    { expression: step.if, line: step.line },
    ...[step.name, step.env, step.timeoutMinutes, step.continueOnError, ...special].flatMap(expressionsIn),
  ];
}
