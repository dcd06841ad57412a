import type { Reporter, RunEvent } from '../events.ts';
import { failureScreen } from './failure-screen.ts';
import { fit, jobLine, mark, painter, seconds, shortName } from './format.ts';
import { annotationLine } from './plain-reporter.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameTime = 100;

export interface LiveReporterOptions {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly rows: () => number;
  readonly colors?: boolean;
}

interface Running {
  readonly name: string;
  readonly since: number;
  step: string;
}

/** Running jobs with their current step, redrawn in place; what is over scrolls up and stays. For a terminal. */
export function liveReporter(options: LiveReporterOptions): Reporter {
  const paint = painter(options.colors ?? true);
  const running = new Map<string, Running>();
  let drawn = 0;
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  const draw = (finished: readonly string[] = []): void => {
    const width = options.columns();
    // What would not fit the screen could not be erased again.
    const room = Math.max(1, options.rows() - 2);
    const all = [...running.values()].map((job) => {
      const spin = paint(frames[frame % frames.length] ?? '', 36);
      return `${spin} ${job.name} › ${job.step} ${paint(seconds((performance.now() - job.since) / 1000), 90)}`;
    });
    const more = all.length > room ? [`  and ${all.length - room + 1} more`] : [];
    const live = [...all.slice(0, all.length > room ? room - 1 : room), ...more];
    const erase = drawn > 0 ? `\u001B[${drawn}A\u001B[0J` : '';
    drawn = live.length;
    // What stays may wrap; what is erased again must be as many lines as it was counted.
    const lines = [...finished, ...live.map((line) => fit(line, width))];
    options.write(erase + lines.map((line) => `${line}\n`).join(''));
  };
  const tick = (): void => {
    frame += 1;
    draw();
  };

  return {
    report: (event) => {
      follow(event, running);
      switch (event.type) {
        case 'run-started':
          timer = setInterval(tick, frameTime);
          // A run that has thrown must not be kept alive by its picture.
          timer.unref();
          return draw([`${event.title} (${event.event})`]);
        case 'job-waiting':
          return draw([`  ${event.job.name}: waiting ${event.reason}`]);
        case 'annotation':
          return event.annotation.level === 'notice'
            ? undefined
            : draw([annotationLine(event.job.name, event.annotation, paint)]);
        case 'job-finished':
          return draw([jobLine(event.result, paint)]);
        case 'run-finished':
          clearInterval(timer);
          return draw([
            ...failureScreen(event.run, paint),
            `${mark(event.run.conclusion, paint)} ${event.run.name}: ${event.run.conclusion} in ${seconds(event.run.seconds)}`,
          ]);
        case 'job-started':
        case 'step-started':
        case 'step-finished':
        case 'log':
      }
    },
  };
}

function follow(event: RunEvent, running: Map<string, Running>): void {
  if (!('job' in event)) return;
  const key = event.job.name;
  const job = running.get(key);
  if (event.type === 'job-started')
    running.set(key, { name: key, since: performance.now(), step: 'starting' });
  else if (event.type === 'step-started' && job) job.step = shortName(event.step);
  else if (event.type === 'job-finished') running.delete(key);
}
