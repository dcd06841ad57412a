import type { GetMetricDataInput, GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { missingParameter, validationError } from '../errors.ts';
import { runQueries } from '../math/run-queries.ts';
import { validatePeriod } from '../validate-period.ts';
import { validateQueries } from '../validate-queries.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData =
  (cloud: CloudWatch): Operation<GetMetricDataInput, GetMetricDataOutput> =>
  (input) => {
    const { StartTime: start, EndTime: end, MetricDataQueries: queries = [] } = input;
    if (start === undefined || end === undefined)
      throw missingParameter('The parameters StartTime and EndTime are required.');
    if (start >= end) throw validationError('The parameter EndTime must be greater than StartTime');
    validateQueries(queries);
    const widest = Math.max(
      ...queries.map((query) => validatePeriod(query.MetricStat?.Period ?? query.Period ?? 60)),
    );
    const from = Math.floor(start.getTime() / (widest * 1000)) * widest * 1000;
    const grid = { from, to: end.getTime(), millisecondsPerSecond: 1000 };
    const oldestFirst = input.ScanBy === 'TimestampAscending';
    return {
      MetricDataResults: runQueries(cloud.metrics, queries, grid).map(({ query, series }) => {
        const points = [...series].sort(([a], [b]) => (oldestFirst ? a - b : b - a));
        return {
          Id: query.Id,
          Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
          Timestamps: points.map(([at]) => new Date(at)),
          Values: points.map(([, value]) => value),
          StatusCode: 'Complete' as const,
        };
      }),
      Messages: [],
    };
  };
