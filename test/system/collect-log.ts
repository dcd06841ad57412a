import type { Reporter } from '@phaseline/workflow-runner';

/** Keeps what a run says, so that a test can look at it and a failure can show it. */
export interface CollectedLog extends Reporter {
  /** Every log line and annotation, one a line. */
  readonly text: () => string;
}

/** An empty log. */
export function collectLog(): CollectedLog {
  const lines: string[] = [];
  return {
    report(event) {
      if (event.type === 'log') lines.push(`${event.job.name} | ${event.step} | ${event.line}`);
      if (event.type === 'annotation')
        lines.push(`${event.job.name} | ${event.annotation.level}: ${event.annotation.message}`);
    },
    text: () => lines.join('\n'),
  };
}
