import { availableParallelism } from 'node:os';
import type { TourResult } from '@phaseline/scripts/tour/run-tour';
import type { Damage } from './break-things.ts';

/** What a soak was asked for. */
export interface SoakWish {
  readonly orders: number;
  readonly rate: number;
  readonly minutes: number;
  readonly seed: number;
}

/** The figures of a soak as a page. */
export function soakPage(wanted: SoakWish, result: TourResult, damage: Damage): string {
  const { orders, legs } = result;
  const sum = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ') || 'none';
  const chapters = Object.keys(orders.latencyMs).map((chapter) => {
    const answer = orders.answerMs[chapter];
    const latency = orders.latencyMs[chapter];
    const deploy = legs.filter((leg) => leg.chapter === chapter).map(({ seconds }) => seconds.toFixed(0));
    const ms = (value: number | undefined) => (value === undefined ? '-' : value.toFixed(0));
    return `| ${chapter} | ${deploy.join(', ') || '-'} | ${latency?.n ?? 0} | ${ms(answer?.p50)} | ${ms(answer?.p99)} | ${ms(latency?.p50)} | ${ms(latency?.p99)} |`;
  });
  return `# Soak: orders through all phases under faults and kills

Written by \`npm run test:soak\` (seed ${wanted.seed}, ${availableParallelism()} cores, Node ${process.versions.node}, everything on one machine: cloud, system, workflow and the
sender of the orders). Asked for: ${wanted.orders} orders at ${wanted.rate} requests a second within ${wanted.minutes} minutes.

| | |
|---|---|
| phases | ${legs.map(({ phase }) => phase).join(' -> ')}${result.failure ? `, where it ended: ${result.failure.message}` : ''} |
| requests | ${orders.requests} in ${result.seconds.toFixed(0)} s, ${result.rate.toFixed(1)} a second answered while they were sent |
| orders accepted | ${orders.accepted}, and ${orders.repeated} repeats of them; ${orders.refused} refused as they should be |
| done | ${orders.done} (${orders.outOfStock} out of stock) |
| **lost** | **${orders.lost}** |
| **doubled** | **${orders.doubled}** |
| good messages in dead-letter queues | ${sum(orders.deadLetters)} |
| other things that were not as they must be | ${orders.problems.length} |
| calls made to fail | ${sum(damage.faults)}: ${words(damage.faults)} |
| processes killed (SIGKILL) | ${sum(damage.killed)}: ${words(damage.killed)} |
| answers cured by a retry with the same key | ${words(orders.retried)} |

Milliseconds from when an order was due to be sent, so waiting for a connection counts, by what was going on:

| | deploy s | orders | answer p50 | p99 | last effect p50 | p99 |
|---|---|---|---|---|---|---|
${chapters.join('\n')}
${
  orders.problems.length === 0
    ? ''
    : `\nNot as it must be, the first ones:\n\n${orders.problems
        .slice(0, 20)
        .map((problem) => `- ${problem}`)
        .join('\n')}\n`
}`;
}
