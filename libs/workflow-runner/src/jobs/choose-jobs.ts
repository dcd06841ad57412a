import type { Workflow } from '../model.ts';
import { WorkflowError } from '../parser/problems.ts';
import { ancestors } from './run-jobs.ts';

/** The workflow with `id` and what it needs alone. Throws a WorkflowError when there is no such job. */
export function chosenJobs(workflow: Workflow, id: string | undefined): Workflow {
  if (id === undefined) return workflow;
  const jobs = new Map(workflow.jobs.map((job) => [job.id, job]));
  const chosen = jobs.get(id);
  if (chosen === undefined) {
    throw new WorkflowError([
      { file: workflow.path, message: `no job '${id}'; its jobs: ${[...jobs.keys()].join(', ')}` },
    ]);
  }
  const wanted = new Set([id, ...ancestors(jobs, chosen)]);
  return { ...workflow, jobs: workflow.jobs.filter((job) => wanted.has(job.id)) };
}
