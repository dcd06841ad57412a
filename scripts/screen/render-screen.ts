import type { Figures } from './figures.ts';
import { ordersLines } from './orders-lines.ts';
import { table } from './table.ts';

/** The one screen that the main job ends with. */
export function renderScreen(figures: Figures): string {
  const { status, orders, cloudUrl } = figures;
  const deployed = status.components.map((component) => [
    component.component,
    component.placement,
    `${component.runningCount}/${component.desiredCount} running`,
    component.revision ?? '-',
    component.imageDigest?.slice(0, 19) ?? '-',
  ]);
  const seconds = Object.entries(figures.seconds).map(([step, value]) => [step, `${value.toFixed(1)} s`]);
  const verdict =
    orders.problems.length === 0
      ? `Every accepted order has exactly its effects.`
      : `${orders.problems.length} things are not as they must be.`;
  return [
    '',
    `Phase ${figures.phase}, environment ${figures.environment}`,
    ...indent(table(deployed)),
    '',
    'Orders',
    ...indent(ordersLines(orders)),
    '',
    'Time',
    ...indent(table(seconds, [1])),
    '',
    'Where',
    ...indent(
      table([
        ['Front door', figures.frontUrl],
        ['API docs', new URL('/docs', figures.frontUrl).href],
        ['Inbox', `${cloudUrl}/_cloud/inbox`],
        ['Logs', `${cloudUrl}/_cloud/logs`],
        ['AWS calls', `${cloudUrl}/_cloud/calls`],
      ]),
    ),
    '',
    verdict,
  ].join('\n');
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
