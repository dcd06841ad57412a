import type { Conclusion } from '../expressions/status-functions.ts';
import type { JobRun } from '../events.ts';
import type { Job } from '../model.ts';
import type { RunContext, WorkflowScope } from '../run-context.ts';
import { runJob } from './run-job.ts';

/** What the jobs after a job see of it (`needs`), and its runs: one, or one for each leg of its matrix. */
export interface JobResult {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly runs: readonly JobRun[];
}

/** Runs the jobs of a workflow, each as soon as everything it needs has finished. Never rejects for a job that fails. */
export async function runJobs(run: RunContext, scope: WorkflowScope): Promise<Map<string, JobResult>> {
  const jobs = new Map(scope.workflow.jobs.map((job) => [job.id, job]));
  const results = new Map<string, Promise<JobResult>>();
  const start = (job: Job): Promise<JobResult> => {
    const started = results.get(job.id);
    if (started) return started;
    const result = Promise.all(
      ancestors(jobs, job).map(async (id) => {
        const before = jobs.get(id);
        if (before === undefined) throw new Error(`job '${job.id}' needs '${id}', which does not exist`);
        return [id, await start(before)] as const;
      }),
    ).then((before) => runJob(run, scope, job, new Map(before)));
    results.set(job.id, result);
    return result;
  };
  const finished = new Map<string, JobResult>();
  for (const job of jobs.values()) void start(job);
  for (const id of jobs.keys()) {
    const result = await results.get(id);
    if (result) finished.set(id, result);
  }
  return finished;
}

/** Every job that has to be over before `job` starts, direct or not. */
export function ancestors(
  jobs: ReadonlyMap<string, Pick<Job, 'id' | 'needs'>>,
  job: Pick<Job, 'needs'>,
): string[] {
  const found = new Set<string>();
  const visit = (needs: readonly string[]): void => {
    for (const id of needs) {
      if (found.has(id)) continue;
      found.add(id);
      visit(jobs.get(id)?.needs ?? []);
    }
  };
  visit(job.needs);
  return [...found];
}

/** The conclusion of several runs together. */
export function overall(conclusions: readonly Conclusion[]): Conclusion {
  if (conclusions.includes('failure')) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  if (conclusions.length > 0 && conclusions.every((conclusion) => conclusion === 'skipped')) return 'skipped';
  return 'success';
}
