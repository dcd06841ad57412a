import type { OrdersReport } from '../orders/judge-orders.ts';
import { table } from './table.ts';

const shownProblems = 10;

/** What became of the orders, as lines for a person. */
export function ordersLines(orders: OrdersReport): string[] {
  const effects = Object.entries(orders.effects).map(([component, count]) => `${component} ${count}`);
  const rows = [
    [
      'Requests',
      `${orders.requests}: ${orders.accepted} orders accepted, ${orders.repeated} repeats of them, ${orders.refused} refused`,
    ],
    ['Effects', `${effects.join(', ')} (${orders.outOfStock} out of stock)`],
    ['Lost', String(orders.lost)],
    ['Doubled', String(orders.doubled)],
    [
      'End to end',
      `p50 ${orders.latency.p50.toFixed(0)} ms, p99 ${orders.latency.p99.toFixed(0)} ms from accepted to the last effect`,
    ],
    [
      'Answers',
      `p50 ${orders.answer.p50.toFixed(0)} ms, p99 ${orders.answer.p99.toFixed(0)} ms, ${orders.retries} retries`,
    ],
  ];
  const problems = orders.problems.slice(0, shownProblems).map((problem) => `  ! ${problem}`);
  const more = orders.problems.length - problems.length;
  return [...table(rows), ...problems, ...(more > 0 ? [`  ! and ${more} more`] : [])];
}
