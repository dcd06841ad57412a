import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  Statistic,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { badCombination, invalidValue, missingParameter } from '../errors.ts';
import { metricId } from '../metrics/metric-store.ts';
import { statisticOf } from '../metrics/statistic.ts';
import { validatePeriod } from '../validate-period.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics =
  (cloud: CloudWatch): Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> =>
  (input) => {
    const {
      StartTime: start,
      EndTime: end,
      Statistics: statistics = [],
      ExtendedStatistics: extended = [],
    } = input;
    if (start === undefined || end === undefined)
      throw missingParameter('The parameters StartTime and EndTime are required.');
    if (start >= end) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
    if (statistics.length + extended.length === 0) {
      throw missingParameter(
        'At least one of the parameters must be specified: Statistics, ExtendedStatistics.',
      );
    }
    const width = validatePeriod(input.Period) * 1000;
    if ((end.getTime() - start.getTime()) / width > 1440) {
      throw badCombination(
        'You have requested up to more than 1440 datapoints, which exceeds the limit: use a longer Period or a shorter time range.',
      );
    }
    const id = metricId(input.Namespace, input.MetricName, input.Dimensions);
    const points = cloud.metrics
      .points(id, start.getTime(), end.getTime())
      .filter((point) => input.Unit === undefined || point.unit === input.Unit);
    const byPeriod = Map.groupBy(points, (point) => Math.floor(point.at / width) * width);
    const Datapoints = [...byPeriod].map(([at, own]): Datapoint => {
      const plain = statistics.map((name): [Statistic, number | undefined] => [name, statisticOf(own, name)]);
      const percentiles = extended.map((name): [string, number] => [name, statisticOf(own, name) ?? 0]);
      return {
        Timestamp: new Date(at),
        Unit: (own[0]?.unit ?? 'None') as 'None',
        ...Object.fromEntries(plain),
        ...(extended.length > 0 ? { ExtendedStatistics: Object.fromEntries(percentiles) } : {}),
      };
    });
    return { Label: input.MetricName, Datapoints };
  };
