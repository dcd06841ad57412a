import type { JobRef, RunEvent } from '../events.ts';
import type { Records, RunJob } from './records.ts';

/** Keeps what a run says of its jobs, so that they can be asked for by the API while it goes on. */
export function recordJobs({ runs }: Records, runId: number): (event: RunEvent) => void {
  const jobs: RunJob[] = [];
  runs.set(runId, jobs);
  const going = new Map<JobRef, RunJob>();
  const begin = (ref: JobRef): RunJob => {
    const job: RunJob = {
      id: runId + jobs.length,
      name: ref.name,
      startedAt: new Date(),
      completedAt: undefined,
      conclusion: null,
      steps: [],
    };
    jobs.push(job);
    going.set(ref, job);
    return job;
  };
  return (event) => {
    if (event.type === 'job-started') begin(event.job);
    if (event.type === 'step-finished') {
      const { name, conclusion, seconds } = event.step;
      const completedAt = new Date();
      const startedAt = new Date(completedAt.getTime() - seconds * 1000);
      going.get(event.job)?.steps.push({ name, conclusion, startedAt, completedAt });
    }
    if (event.type === 'job-finished') {
      // One that never started is there too, as skipped or cancelled.
      const job = going.get(event.job) ?? begin(event.job);
      job.completedAt = new Date();
      job.conclusion = event.result.conclusion;
    }
  };
}
