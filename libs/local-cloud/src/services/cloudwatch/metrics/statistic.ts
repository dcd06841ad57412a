import { invalidValue } from '../errors.ts';
import type { Point } from './metric-store.ts';

function percentile(points: readonly Point[], percent: number): number | undefined {
  const values = points.flatMap((point) => point.values ?? []).sort(([a], [b]) => a - b);
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of values) {
    seen += count;
    if (seen >= (percent / 100) * total) return value;
  }
  return undefined;
}

/** Whether a statistic adds up over time, so that a shorter window shows proportionally less of it. */
export const isCumulative = (statistic: string): boolean =>
  statistic === 'Sum' || statistic === 'SampleCount';

/**
 * A statistic of the points of one period; undefined when there are none.
 * @param statistic `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p99` or `p99.9`.
 * @throws `InvalidParameterValue` for any other statistic.
 */
export function statisticOf(points: readonly Point[], statistic: string): number | undefined {
  const percent = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(statistic)?.[1];
  if (percent !== undefined) return percentile(points, Number(percent));
  const sum = points.reduce((total, point) => total + point.sum, 0);
  const count = points.reduce((total, point) => total + point.count, 0);
  switch (statistic) {
    case 'Average':
      return count === 0 ? undefined : sum / count;
    case 'Sum':
      return points.length === 0 ? undefined : sum;
    case 'SampleCount':
      return points.length === 0 ? undefined : count;
    case 'Minimum':
      return points.length === 0 ? undefined : Math.min(...points.map((point) => point.min));
    case 'Maximum':
      return points.length === 0 ? undefined : Math.max(...points.map((point) => point.max));
    default:
      throw invalidValue(
        `The statistic '${statistic}' is not supported by the local cloud: use Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99.`,
      );
  }
}
