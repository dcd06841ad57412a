import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { validationError } from '../errors.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { readSeries, type Grid, type Series } from '../metrics/series.ts';
import { evaluate, type Value } from './evaluate.ts';
import { parseExpression } from './parse.ts';

/** A query as GetMetricData, alarms and scaling policies state it. */
export type Query = Pick<
  MetricDataQuery,
  'Id' | 'Expression' | 'MetricStat' | 'ReturnData' | 'Label' | 'Period'
>;

/**
 * Runs queries that may refer to each other by id.
 * @returns the series of those with `ReturnData` (all, unless they say false).
 * @throws `ValidationError` for a reference to an unknown id, or one that leads back to itself.
 */
export function runQueries(
  store: MetricStore,
  queries: readonly Query[],
  grid: Grid,
): { query: Query; series: Series }[] {
  const values = new Map<string, Value>();
  const running = new Set<string>();
  const periodOf = (query: Query): number => query.MetricStat?.Period ?? query.Period ?? 60;
  const width = Math.min(...queries.map(periodOf)) * grid.millisecondsPerSecond;

  const valueOf = (id: string): Value => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const query = queries.find((candidate) => candidate.Id === id);
    if (query === undefined) throw validationError(`Expression refers to '${id}', which is no query's Id`);
    if (running.has(id))
      throw validationError(`Expression '${query.Expression}' of '${id}' refers back to itself`);
    running.add(id);
    const value =
      query.MetricStat === undefined
        ? evaluate(parseExpression(query.Expression ?? ''), {
            lookup: valueOf,
            metrics: () =>
              queries
                .filter((other) => other.MetricStat !== undefined)
                .map((other) => valueOf(other.Id ?? '') as Series),
            periods: () => periods(grid, width),
          })
        : readSeries(store, query.MetricStat, grid);
    running.delete(id);
    values.set(id, value);
    return value;
  };

  return queries
    .filter((query) => query.ReturnData !== false)
    .map((query) => {
      const value = valueOf(query.Id ?? '');
      if (Array.isArray(value))
        throw validationError(
          `Expression '${query.Expression}' gives several time series: use SUM, AVG, MIN or MAX`,
        );
      const series =
        typeof value === 'number' ? new Map(periods(grid, width).map((at) => [at, value])) : value;
      return { query, series };
    });
}

function periods(grid: Grid, width: number): number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((grid.to - grid.from) / width)) },
    (_, index) => grid.from + index * width,
  );
}
