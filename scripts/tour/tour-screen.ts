import type { Spread } from '../orders/stream/judge-stream.ts';
import { statusLines } from '../screen/status-lines.ts';
import { table } from '../screen/table.ts';
import type { TourResult } from './run-tour.ts';

const shownProblems = 10;

/** The one screen that a tour ends with. */
export function renderTour({ legs, orders, failure, rate, seconds, status }: TourResult): string {
  const chapters = [...new Set([...legs.map(({ chapter }) => chapter), ...Object.keys(orders.answerMs)])];
  const rows = chapters.map((chapter) => {
    const leg = legs.find((item) => item.chapter === chapter);
    return [
      chapter,
      leg ? `deployed in ${leg.seconds.toFixed(1)} s` : '',
      spreadWords(orders.answerMs[chapter], 'answers'),
      spreadWords(orders.latencyMs[chapter], 'last effect'),
    ];
  });
  const effects = Object.entries(orders.effects).map(([worker, count]) => `${worker} ${count}`);
  const retried = Object.entries(orders.retried).map(([code, count]) => `${count} of ${code}`);
  const counts = [
    [
      'Requests',
      `${orders.requests} in ${seconds.toFixed(0)} s (${rate.toFixed(0)} a second while they were sent)`,
    ],
    [
      'Accepted',
      `${orders.accepted}, ${orders.repeated} repeats of them, ${orders.refused} refused as they should be`,
    ],
    ['Done', `${orders.done}: ${effects.join(', ')} (${orders.outOfStock} out of stock)`],
    ['Retried', retried.join(', ') || 'none'],
    ['Lost', String(orders.lost)],
    ['Doubled', String(orders.doubled)],
  ];
  const problems = orders.problems.slice(0, shownProblems).map((problem) => `  ! ${problem}`);
  const more = orders.problems.length - problems.length;
  return [
    '',
    'Where it runs now',
    ...indent(statusLines(status)),
    '',
    'The tour',
    ...indent(table(rows)),
    '',
    'Orders',
    ...indent(table(counts)),
    ...problems,
    ...(more > 0 ? [`  ! and ${more} more`] : []),
    '',
    ...(failure ? [`The tour ended early: ${failure.message}`] : []),
    orders.problems.length === 0
      ? 'Every accepted order has exactly its effects, in every phase and between them.'
      : `${orders.problems.length} things are not as they must be.`,
  ].join('\n');
}

/** The figures of a tour in the shape of `--json FILE`. */
export function tourJson({ legs, orders, rate, seconds, status }: TourResult) {
  const { answerMs, latencyMs, ...counts } = orders;
  return {
    tour: legs,
    ratePerSecond: rate,
    seconds,
    ...counts,
    answerMs,
    latencyMs,
    components: status.components,
  };
}

function spreadWords(spread: Spread | undefined, what: string): string {
  return spread ? `${what} p50 ${spread.p50.toFixed(0)} p99 ${spread.p99.toFixed(0)} ms (n=${spread.n})` : '';
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
