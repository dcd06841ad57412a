import type { JobRef, JobRun } from '../events.ts';
import type { Conclusion } from '../expressions/status-functions.ts';
import type { RunContext } from '../run-context.ts';
import type { MatrixLeg } from './expand-matrix.ts';
import type { JobResult } from './run-jobs.ts';

/** The result of a job that ran no step. */
export function notRun(
  run: RunContext,
  job: JobRef,
  conclusion: Conclusion,
  problem?: string,
  matrix: MatrixLeg | null = null,
): JobResult {
  const annotations =
    problem === undefined ? [] : [{ level: 'error' as const, message: run.masker.mask(problem) }];
  const result: JobRun = {
    ...job, matrix, conclusion, outputs: {}, steps: [], seconds: 0, summary: '', annotations,
  }; // prettier-ignore
  run.report({ type: 'job-started', job });
  for (const annotation of annotations) run.report({ type: 'annotation', job, annotation });
  run.report({ type: 'job-finished', job, result });
  return { result: conclusion, outputs: {}, runs: [result] };
}
