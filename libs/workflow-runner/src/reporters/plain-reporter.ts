import type { Annotation, Reporter, RunEvent } from '../events.ts';
import { failureScreen } from './failure-screen.ts';
import { jobLine, mark, painter, seconds, shortName } from './format.ts';
import type { Paint } from './format.ts';

export interface PlainReporterOptions {
  readonly write: (text: string) => void;
  readonly colors?: boolean;
  /** Every line of every step, as it comes. */
  readonly logs?: boolean;
}

/** One line for every step and job that ends, for logs and pipes; why it failed at the end. */
export function plainReporter(options: PlainReporterOptions): Reporter {
  const paint = painter(options.colors ?? false);
  return {
    report: (event) => {
      for (const line of linesOf(event, paint, options.logs ?? false)) options.write(`${line}\n`);
    },
  };
}

function linesOf(event: RunEvent, paint: Paint, logs: boolean): string[] {
  switch (event.type) {
    case 'run-started':
      return [`${event.title} (${event.event})`];
    case 'job-waiting':
      return [`  ${event.job.name}: waiting ${event.reason}`];
    case 'step-finished': {
      const { step } = event;
      if (step.conclusion === 'skipped') return [];
      return [
        `  ${event.job.name} › ${mark(step.outcome, paint)} ${shortName(step.name)} ${seconds(step.seconds)}`,
      ];
    }
    case 'log':
      return logs ? [`  ${event.job.name} │ ${event.line}`] : [];
    case 'annotation':
      return [annotationLine(event.job.name, event.annotation, paint)];
    case 'job-finished':
      return [jobLine(event.result, paint)];
    case 'run-finished':
      return [
        ...failureScreen(event.run, paint),
        `${mark(event.run.conclusion, paint)} ${event.run.name}: ${event.run.conclusion} in ${seconds(event.run.seconds)}`,
      ];
    case 'job-started':
    case 'step-started':
      break;
  }
  return [];
}

/** An annotation on one line, with the place it names. */
export function annotationLine(job: string, annotation: Annotation, paint: Paint): string {
  const color = { error: 31, warning: 33, notice: 36 }[annotation.level];
  const place =
    annotation.file === undefined
      ? ''
      : ` ${annotation.file}${annotation.line === undefined ? '' : `:${annotation.line}`}`;
  const title = annotation.title === undefined ? '' : `${annotation.title}: `;
  return `  ${job}: ${paint(annotation.level, color)}${place} ${title}${annotation.message.split('\n').join(' ')}`;
}
