import { describe, expect, test } from 'vitest';
import { createMetricStore } from '../metrics/metric-store.ts';
import { runQueries, type Query } from './run-queries.ts';

const at = (minute: number): Date => new Date(minute * 60_000);
const store = createMetricStore(() => 0);
const publish = (MetricName: string, values: readonly (number | undefined)[]): void =>
  store.put(
    'Shop',
    values.flatMap((Value, minute) =>
      Value === undefined ? [] : [{ MetricName, Value, Timestamp: at(minute) }],
    ),
  );
publish('visible', [40, 60, 0]);
publish('running', [4, 0, undefined]);

const grid = { from: 0, to: 180_000, millisecondsPerSecond: 1000 };
const metric = (Id: string, MetricName: string): Query => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Average' },
  ReturnData: false,
});
/** The value of an expression in each of the three minutes. */
function valuesOf(Expression: string): (number | undefined)[] {
  const [result] = runQueries(
    store,
    [metric('m1', 'visible'), metric('m2', 'running'), { Id: 'e1', Expression }],
    grid,
  );
  return [0, 60_000, 120_000].map((minute) => result?.series.get(minute));
}

describe('metric math', () => {
  test.each<[string, (number | undefined)[]]>([
    // Neither a division by zero nor a missing value has a result.
    ['m1 / m2', [10, undefined, undefined]],
    ['m1 + m2 * 2 - 1', [47, 59, undefined]],
    ['-(m1 - 50) ^ 2', [100, 100, 2500]],
    ['FILL(m2, 1)', [4, 0, 1]],
    ['m1 / FILL(m2, REPEAT)', [10, undefined, undefined]],
    ['SUM([m1, m2])', [44, 60, 0]],
    ['MAX(METRICS())', [40, 60, 0]],
    ['IF(m1 > 30 AND m1 < 50, 1, 0)', [1, 0, 0]],
    ['SUM(m1)', [100, 100, 100]],
    ['CEIL(m1 / 7)', [6, 9, 0]],
    ['2 * 1.5e1', [30, 30, 30]],
  ])('%s', (expression, values) => {
    expect(valuesOf(expression)).toEqual(values);
  });

  test.each([
    ['m1 /', /unexpected end/],
    ['m1 & m2', /unexpected '& m2'/],
    ['m9', /'m9', which is no query's Id/],
    ['ANOMALY_DETECTION_BAND(m1)', /'ANOMALY_DETECTION_BAND' with 1 arguments is not supported/],
    ['e1 + 1', /refers back to itself/],
    ['[m1, m2]', /several time series/],
    ['(m1', /unexpected end/],
  ])('%s is refused', (expression, message) => {
    expect(() => valuesOf(expression)).toThrow(message);
  });
});

test('a sum over a compressed minute is stretched to what a whole minute would have shown', () => {
  const compressed = createMetricStore(() => 0);
  compressed.put('Shop', [{ MetricName: 'requests', Value: 20, Timestamp: new Date(1000) }]);
  const query: Query = {
    Id: 'm1',
    MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'requests' }, Period: 60, Stat: 'Sum' },
  };
  const [result] = runQueries(compressed, [query], { from: 0, to: 5000, millisecondsPerSecond: 5000 / 60 });
  expect([...(result?.series ?? [])]).toEqual([[0, expect.closeTo(240, 6)]]);
});
