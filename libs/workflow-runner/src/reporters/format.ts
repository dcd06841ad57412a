import { stripVTControlCharacters } from 'node:util';
import type { Conclusion } from '../expressions/status-functions.ts';
import type { JobRun } from '../events.ts';

/** Steps that took less are not worth a word when a job is summed up (seconds). */
const notable = 0.5;

const marks: Record<Conclusion, readonly [mark: string, color: number]> = {
  success: ['✓', 32],
  failure: ['✗', 31],
  cancelled: ['⊘', 33],
  skipped: ['-', 90],
};

export type Paint = (text: string, color: number) => string;

/** Colors by ANSI code, or none. */
export function painter(colors: boolean): Paint {
  return (text, color) => (colors ? `\u001B[${color}m${text}\u001B[39m` : text);
}

export function mark(conclusion: Conclusion, paint: Paint): string {
  const [text, color] = marks[conclusion];
  return paint(text, color);
}

export function seconds(value: number): string {
  return value < 60 ? `${value.toFixed(1)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

/** A step's name without the 40 digits of a pinned action, of which seven will do. */
export function shortName(step: string): string {
  return step.replace(/@([0-9a-f]{7})[0-9a-f]{33}\b/, '@$1');
}

/** A finished job as one line, with the steps that took their time. */
export function jobLine(job: JobRun, paint: Paint): string {
  const slow = job.steps
    .filter((step) => step.seconds >= notable)
    .map((step) => `${shortName(step.name)} ${seconds(step.seconds)}`);
  const time = job.steps.length === 0 ? job.conclusion : seconds(job.seconds);
  return `${mark(job.conclusion, paint)} ${job.name}  ${time}${slow.length > 0 ? paint(`  ${slow.join(' · ')}`, 90) : ''}`;
}

/** `text` cut to `width` columns; colors are dropped when it has to be cut. */
export function fit(text: string, width: number): string {
  const plain = stripVTControlCharacters(text);
  return plain.length <= width ? text : `${plain.slice(0, Math.max(0, width - 1))}…`;
}
