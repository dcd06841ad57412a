import type { Figures } from './figures.ts';
import { ordersLines } from './orders-lines.ts';
import { statusLines } from './status-lines.ts';
import { table } from './table.ts';

/** The one screen that the main job ends with. */
export function renderScreen(figures: Figures): string {
  const { status, orders } = figures;
  const seconds = Object.entries(figures.seconds).map(([step, value]) => [step, `${value.toFixed(1)} s`]);
  const verdict =
    orders.problems.length === 0
      ? `Every accepted order has exactly its effects.`
      : `${orders.problems.length} things are not as they must be.`;
  return [
    '',
    `Phase ${figures.phase}, environment ${figures.environment}`,
    ...indent(statusLines(status)),
    '',
    'Orders',
    ...indent(ordersLines(orders)),
    '',
    'Time',
    ...indent(table(seconds, [1])),
    '',
    ...(figures.serving
      ? ['Where', ...indent(whereLines(figures))]
      : [
          'All of this ends with the command. With --serve it stays, and its URLs, inbox and logs are shown.',
        ]),
    '',
    verdict,
  ].join('\n');
}

function whereLines({ frontUrl, cloudUrl }: Figures): string[] {
  return table([
    ['Front door', frontUrl],
    ['API docs', new URL('/docs', frontUrl).href],
    ['Inbox', `${cloudUrl}/_cloud/inbox`],
    ['Logs', `${cloudUrl}/_cloud/logs`],
    ['AWS calls', `${cloudUrl}/_cloud/calls`],
  ]);
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
