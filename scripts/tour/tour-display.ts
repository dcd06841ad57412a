import type { WriteStream } from 'node:tty';
import type { Reporter, RunEvent } from '@phaseline/workflow-runner';
import { momentLine, momentPanel } from './moment-lines.ts';
import type { TourMoment } from './run-tour.ts';

/** Shows a tour while it goes on: what is over scrolls up and stays, what is now is redrawn below it. */
export interface TourDisplay {
  readonly reporter: Reporter;
  readonly show: (moment: TourMoment) => void;
  /** Takes away what would be redrawn. */
  readonly clear: () => void;
}

const plainEveryMs = 5000;

/** The display that suits the stream: a panel on a terminal, lines anywhere else. */
export function tourDisplay(stream: Pick<WriteStream, 'isTTY' | 'columns' | 'rows' | 'write'>): TourDisplay {
  return stream.isTTY ? panelDisplay(stream) : lineDisplay(stream);
}

function lineDisplay(stream: Pick<WriteStream, 'write'>): TourDisplay {
  let last = -Infinity;
  return {
    reporter: { report: (event) => finishedLines(event).forEach((line) => stream.write(`${line}\n`)) },
    show(moment) {
      if (performance.now() - last < plainEveryMs) return;
      last = performance.now();
      stream.write(`${momentLine(moment)}\n`);
    },
    clear: () => undefined,
  };
}

function panelDisplay(stream: Pick<WriteStream, 'columns' | 'rows' | 'write'>): TourDisplay {
  const running = new Map<string, string>();
  let moment: TourMoment | undefined;
  let drawn = 0;
  const draw = (finished: readonly string[] = []) => {
    const now = [
      ...[...running].map(([job, step]) => `> ${job}: ${step}`),
      ...(moment ? ['', ...momentPanel(moment)] : []),
    ];
    // What would not fit the screen could not be erased again.
    const lines = now.slice(-Math.max(1, stream.rows - 1)).map((line) => line.slice(0, stream.columns - 1));
    const erase = drawn > 0 ? `\u001B[${drawn}A\u001B[0J` : '';
    drawn = lines.length;
    stream.write(erase + [...finished, ...lines].map((line) => `${line}\n`).join(''));
  };
  return {
    reporter: {
      report(event) {
        if (event.type === 'job-started') running.set(event.job.name, '');
        else if (event.type === 'step-started') running.set(event.job.name, event.step);
        else if (event.type === 'job-finished') running.delete(event.job.name);
        else if (event.type !== 'run-finished' && event.type !== 'annotation') return;
        draw(finishedLines(event));
      },
    },
    show(next) {
      moment = next;
      draw();
    },
    clear() {
      running.clear();
      moment = undefined;
      draw();
    },
  };
}

/** What stays of an event. */
function finishedLines(event: RunEvent): string[] {
  if (event.type === 'run-started') return [event.title];
  if (event.type === 'annotation' && event.annotation.level !== 'notice') {
    return [`  ${event.job.name}: ${event.annotation.level}: ${event.annotation.message}`];
  }
  if (event.type === 'job-finished') {
    const { name, conclusion, seconds, steps } = event.result;
    const tail = steps.flatMap((step) => step.tail ?? []).map((line) => `      ${line}`);
    return conclusion === 'skipped' ? [] : [`  ${name}: ${conclusion} in ${seconds.toFixed(1)} s`, ...tail];
  }
  if (event.type === 'run-finished') {
    return [`${event.run.title}: ${event.run.conclusion} in ${event.run.seconds.toFixed(1)} s`];
  }
  return [];
}
