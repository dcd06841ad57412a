import { stripVTControlCharacters } from 'node:util';
import type { JobRun, WorkflowRun } from '../events.ts';
import { mark, seconds, shortName } from './format.ts';
import type { Paint } from './format.ts';

/** Lines of a failed step's log, so that what went wrong fits one screen. */
const tailLines = 15;
/** Failed jobs shown with their log; of more only the names. */
const shownJobs = 2;

/** Why a run failed, on one screen: for each failed job the failed step, the end of its log, and the errors it reported. */
export function failureScreen(run: WorkflowRun, paint: Paint): string[] {
  const failed = run.jobs.filter((job) => job.conclusion === 'failure');
  const lines = failed.slice(0, shownJobs).flatMap((job) => describe(job, paint));
  const rest = failed.slice(shownJobs).map((job) => job.name);
  if (rest.length > 0) lines.push(`Failed too: ${rest.join(', ')}`);
  return lines;
}

function describe(job: JobRun, paint: Paint): string[] {
  const step = job.steps.find((each) => each.outcome === 'failure' && each.conclusion === 'failure');
  // Of a line that was written over and over only the last state counts, and no cursor movements.
  const tail = (step?.tail ?? [])
    .slice(-tailLines)
    .map((line) => stripVTControlCharacters(line).replace(/.*\r/, ''));
  // What the log says already need not be said twice.
  const errors = job.annotations
    .filter(
      (each) =>
        each.level === 'error' && !tail.some((line) => line.includes(each.message.split('\n')[0] ?? '')),
    )
    .map((each) => `  ${paint(each.message, 31)}`);
  const title = `${mark('failure', paint)} ${job.name}${step ? ` › ${shortName(step.name)} (${seconds(step.seconds)})` : ''}`;
  return ['', title, ...tail.map((line) => `  ${paint('│', 90)} ${line}`), ...errors];
}
