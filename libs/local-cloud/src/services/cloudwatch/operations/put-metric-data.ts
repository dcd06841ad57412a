import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { badCombination, invalidValue, missingParameter } from '../errors.ts';

function validate(datum: MetricDatum, index: number): void {
  const member = `MetricData.member.${index + 1}`;
  if (!datum.MetricName) throw missingParameter(`The parameter ${member}.MetricName is required.`);
  const given = [datum.Value, datum.StatisticValues, datum.Values].filter(
    (value) => value !== undefined,
  ).length;
  if (given === 0)
    throw missingParameter(
      `At least one of the parameters must be specified: ${member}.Value, ${member}.StatisticValues.`,
    );
  if (given > 1)
    throw badCombination(
      `The parameters ${member}.Value, .Values and .StatisticValues are mutually exclusive: give one.`,
    );
  const values = datum.Values ?? (datum.Value === undefined ? [] : [datum.Value]);
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw invalidValue(`The value ${odd} for parameter ${member}.Value is invalid.`);
  if (datum.Counts !== undefined && datum.Counts.length !== datum.Values?.length) {
    throw invalidValue(`The parameters ${member}.Values and ${member}.Counts must be of the same size.`);
  }
  if ((datum.Dimensions?.length ?? 0) > 30)
    throw invalidValue(`The collection ${member}.Dimensions must not have a size greater than 30.`);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData =
  (cloud: CloudWatch): Operation<PutMetricDataInput, object> =>
  (input) => {
    const { Namespace: namespace, MetricData: data = [] } = input;
    if (!namespace) throw missingParameter('The parameter Namespace is required.');
    if (namespace.startsWith('AWS/'))
      throw invalidValue(
        `The value ${namespace} for parameter Namespace is invalid: AWS/ is kept for AWS services.`,
      );
    if (data.length > 1000)
      throw invalidValue('The collection MetricData must not have a size greater than 1000.');
    data.forEach(validate);
    cloud.metrics.put(namespace, data);
    return {};
  };
