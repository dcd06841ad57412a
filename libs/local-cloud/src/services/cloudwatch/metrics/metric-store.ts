import type { Dimension, MetricDatum } from '@aws-sdk/client-cloudwatch';

/** One published datum: a single value, a set of values, or statistics whose values are not known. */
export interface Point {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Values with how often each occurred: what percentiles need. */
  readonly values?: readonly [value: number, count: number][];
}

export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly { Name: string; Value: string }[];
}

export interface MetricStore {
  put(namespace: string, data: readonly MetricDatum[]): void;
  /** The points of `[from, to)` in milliseconds since the epoch, oldest first. */
  points(metric: MetricId, from: number, to: number): Point[];
  metrics(): MetricId[];
  snapshot(): unknown;
  restore(snapshot: unknown): void;
}

/** How long points are kept, in milliseconds: AWS keeps points below a minute for three hours. */
const RETENTION = 3 * 3_600_000;

export function metricId(
  namespace: string | undefined,
  name: string | undefined,
  dimensions: readonly Dimension[] = [],
): MetricId {
  const pairs = dimensions.map(({ Name = '', Value = '' }) => ({ Name, Value }));
  return {
    namespace: namespace ?? '',
    name: name ?? '',
    dimensions: pairs.sort((a, b) => a.Name.localeCompare(b.Name)),
  };
}

const keyOf = (id: MetricId): string => JSON.stringify([id.namespace, id.name, id.dimensions]);

function toPoint(datum: MetricDatum, now: number): Point {
  const base = { at: datum.Timestamp?.getTime() ?? now, unit: datum.Unit ?? 'None' };
  const set = datum.StatisticValues;
  if (set !== undefined) {
    return {
      ...base,
      sum: set.Sum ?? 0,
      count: set.SampleCount ?? 0,
      min: set.Minimum ?? 0,
      max: set.Maximum ?? 0,
    };
  }
  const values = (datum.Values ?? [datum.Value ?? 0]).map((value, index): [number, number] => [
    value,
    datum.Counts?.[index] ?? 1,
  ]);
  const plain = values.map(([value]) => value);
  return {
    ...base,
    sum: values.reduce((sum, [value, count]) => sum + value * count, 0),
    count: values.reduce((sum, [, count]) => sum + count, 0),
    min: plain.reduce((least, value) => Math.min(least, value), Infinity),
    max: plain.reduce((most, value) => Math.max(most, value), -Infinity),
    values,
  };
}

/** @param now The time a datum without timestamp gets, in milliseconds since the epoch. */
export function createMetricStore(now: () => number): MetricStore {
  const series = new Map<string, { id: MetricId; points: Point[] }>();
  return {
    put(namespace, data) {
      for (const datum of data) {
        const id = metricId(namespace, datum.MetricName, datum.Dimensions);
        const entry = series.get(keyOf(id)) ?? { id, points: [] };
        series.set(keyOf(id), entry);
        const point = toPoint(datum, now());
        // Nearly always the newest: a late one is put where it belongs.
        const after = entry.points.findLastIndex((other) => other.at <= point.at);
        entry.points.splice(after + 1, 0, point);
        const stale = entry.points.findIndex((other) => other.at >= now() - RETENTION);
        if (stale > 0) entry.points.splice(0, stale);
      }
    },
    points: (metric, from, to) =>
      (series.get(keyOf(metric))?.points ?? []).filter((point) => point.at >= from && point.at < to),
    metrics: () => [...series.values()].map(({ id }) => id),
    snapshot: () => [...series.values()],
    restore(snapshot) {
      for (const entry of snapshot as { id: MetricId; points: Point[] }[]) series.set(keyOf(entry.id), entry);
    },
  };
}
