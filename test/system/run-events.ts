import type { Reporter, RunEvent, WorkflowRun } from '@phaseline/workflow-runner';

/** Whether a deploy is about to write to its environment for the first time. */
export function startsWriting(event: RunEvent): boolean {
  return event.type === 'job-started' && event.job.id.endsWith('/provision');
}

/** Notes what a run waits for. */
export function waitsOf(reasons: string[]): Reporter {
  return {
    report(event) {
      if (event.type === 'job-waiting') reasons.push(event.reason);
    },
  };
}

/** How each leg of a job's matrix ended, by its name. */
export function legsOf({ jobs }: WorkflowRun, job: string): Record<string, string> {
  return Object.fromEntries(
    jobs.filter(({ id }) => id === job).map(({ name, conclusion }) => [name, conclusion]),
  );
}
