import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';

export const listMetrics =
  (cloud: CloudWatch): Operation<ListMetricsInput, ListMetricsOutput> =>
  (input) => {
    const filters = input.Dimensions ?? [];
    const found = cloud.metrics
      .metrics()
      .filter(
        (metric) =>
          (input.Namespace === undefined || metric.namespace === input.Namespace) &&
          (input.MetricName === undefined || metric.name === input.MetricName) &&
          filters.every(({ Name, Value }) =>
            metric.dimensions.some(
              (own) => own.Name === Name && (Value === undefined || own.Value === Value),
            ),
          ),
      );
    const from = Number(input.NextToken ?? 0);
    return {
      Metrics: found.slice(from, from + 500).map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: [...dimensions],
      })),
      NextToken: found.length > from + 500 ? String(from + 500) : undefined,
    };
  };
