import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import { COMPARE, type Alarm, type Comparison, type MissingData } from '../alarms/alarm.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { badCombination, invalidValue, missingParameter, validationError } from '../errors.ts';
import { runQueries } from '../math/run-queries.ts';
import { validatePeriod } from '../validate-period.ts';
import { validateQueries } from '../validate-queries.ts';

type Watched = Pick<Alarm, 'metric' | 'queries' | 'period'>;

function watchedBy(cloud: CloudWatch, input: PutMetricAlarmInput): Watched {
  const { Metrics: queries = [], MetricName: name, Namespace: namespace } = input;
  if (queries.length > 0 && name !== undefined)
    throw badCombination('The parameters Metrics and MetricName are mutually exclusive: give one.');
  if (queries.length === 0) {
    const statistic = input.Statistic ?? input.ExtendedStatistic;
    if (!name || !namespace || statistic === undefined)
      throw missingParameter(
        'The parameters Namespace, MetricName and Statistic (or ExtendedStatistic) are required.',
      );
    const metric = { namespace, name, dimensions: input.Dimensions ?? [], statistic, unit: input.Unit };
    return { metric, queries: [], period: validatePeriod(input.Period) };
  }
  validateQueries(queries);
  const returned = queries.filter((query) => query.ReturnData !== false);
  if (returned.length !== 1)
    throw validationError(
      `Exactly one element of the metrics list should return data, not ${returned.length}.`,
    );
  // References are checked by running the queries where there is nothing to read.
  runQueries(cloud.metrics, queries, { from: 0, to: 0, millisecondsPerSecond: 1000 });
  const period = Math.max(...queries.map((query) => query.MetricStat?.Period ?? query.Period ?? 0));
  return { metric: undefined, queries, period: period === 0 ? 60 : validatePeriod(period) };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm =
  (cloud: CloudWatch): Operation<PutMetricAlarmInput, object> =>
  (input) => {
    const { AlarmName: name, EvaluationPeriods: evaluationPeriods = 0, Threshold: threshold } = input;
    if (!name) throw missingParameter('The parameter AlarmName is required.');
    const comparison = input.ComparisonOperator as Comparison;
    if (COMPARE[comparison] === undefined) {
      throw invalidValue(
        `The value ${comparison} for parameter ComparisonOperator is not supported by the local cloud: use ${Object.keys(COMPARE).join(', ')}.`,
      );
    }
    if (evaluationPeriods < 1)
      throw invalidValue(
        `The value ${evaluationPeriods} for parameter EvaluationPeriods must be at least 1.`,
      );
    if (threshold === undefined) throw missingParameter('The parameter Threshold is required.');
    if ((input.DatapointsToAlarm ?? 1) > evaluationPeriods) {
      throw validationError(
        `Alarm DatapointsToAlarm (${input.DatapointsToAlarm}) must be less than or equal to EvaluationPeriods (${evaluationPeriods}).`,
      );
    }
    const missingData = input.TreatMissingData ?? 'missing';
    if (!['missing', 'notBreaching', 'breaching', 'ignore'].includes(missingData)) {
      throw validationError(
        `The value ${missingData} for parameter TreatMissingData must be one of missing, notBreaching, breaching, ignore.`,
      );
    }
    const known = cloud.alarms.alarms.get(name);
    const now = cloud.clock.now();
    cloud.alarms.alarms.set(name, {
      ...watchedBy(cloud, input),
      name,
      arn: `arn:aws:cloudwatch:${cloud.environment.region}:${cloud.environment.account}:alarm:${name}`,
      description: input.AlarmDescription,
      actionsEnabled: input.ActionsEnabled ?? true,
      actions: {
        OK: input.OKActions ?? [],
        ALARM: input.AlarmActions ?? [],
        INSUFFICIENT_DATA: input.InsufficientDataActions ?? [],
      },
      evaluationPeriods,
      datapointsToAlarm: input.DatapointsToAlarm,
      threshold,
      comparison,
      missingData: missingData as MissingData,
      // An update leaves the state as it is.
      state: known?.state ?? 'INSUFFICIENT_DATA',
      reason: known?.reason ?? 'Unchecked: Initial alarm creation',
      reasonData: known?.reasonData,
      stateUpdatedAt: known?.stateUpdatedAt ?? now,
      stateChangedAt: known?.stateChangedAt ?? now,
      configuredAt: now,
      tags: {
        ...Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
        ...known?.tags,
      },
    });
    cloud.alarms.log(
      name,
      'ConfigurationUpdate',
      `Alarm "${name}" ${known === undefined ? 'created' : 'updated'}`,
      {},
    );
    return {};
  };
