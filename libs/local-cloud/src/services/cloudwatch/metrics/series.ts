import type { MetricStat } from '@aws-sdk/client-cloudwatch';
import { metricId, type MetricStore } from './metric-store.ts';
import { isCumulative, statisticOf } from './statistic.ts';

/** Values by the start of their period, in milliseconds since the epoch. Periods without data have no entry. */
export type Series = ReadonlyMap<number, number>;

/** The periods a series is read over. */
export interface Grid {
  /** Milliseconds since the epoch; the first period begins here. */
  readonly from: number;
  readonly to: number;
  /** How many real milliseconds stand for one second of a metric's period: 1000, or less where time is compressed. */
  readonly millisecondsPerSecond: number;
}

/** Reads one metric and statistic. Sums over a compressed period are stretched to what the whole one would have shown. */
export function readSeries(store: MetricStore, stat: MetricStat, grid: Grid): Series {
  const { Metric: metric, Period: period = 60, Stat: statistic = 'Average', Unit: unit } = stat;
  const id = metricId(metric?.Namespace, metric?.MetricName, metric?.Dimensions);
  const width = period * grid.millisecondsPerSecond;
  const stretch = isCumulative(statistic) ? 1000 / grid.millisecondsPerSecond : 1;
  const points = store
    .points(id, grid.from, grid.to)
    .filter((point) => unit === undefined || point.unit === unit);
  const series = new Map<number, number>();
  for (const [start, own] of Map.groupBy(
    points,
    (point) => grid.from + Math.floor((point.at - grid.from) / width) * width,
  )) {
    const value = statisticOf(own, statistic);
    if (value !== undefined) series.set(start, value * stretch);
  }
  return series;
}
