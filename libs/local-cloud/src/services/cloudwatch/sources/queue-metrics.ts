import { callService } from '../../../call-service.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import type { Service } from '../../../service.ts';
import type { MetricSource } from '../service.ts';

/** Metric names by the queue attribute each is read from. */
const METRICS = {
  ApproximateNumberOfMessages: 'ApproximateNumberOfMessagesVisible',
  ApproximateNumberOfMessagesNotVisible: 'ApproximateNumberOfMessagesNotVisible',
  ApproximateNumberOfMessagesDelayed: 'ApproximateNumberOfMessagesDelayed',
} as const;

/**
 * The depth of every queue, as namespace `AWS/SQS`.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function queueMetrics(
  sqs: Pick<Service, 'operations' | 'signingName'>,
  environment: Pick<CloudEnvironment, 'contextFor'>,
): MetricSource {
  return async () => {
    const context = environment.contextFor('monitoring.amazonaws.com');
    const { QueueUrls = [] } = await callService<{ QueueUrls?: string[] }>(sqs, 'ListQueues', {}, context);
    const data = await Promise.all(
      QueueUrls.map(async (QueueUrl) => {
        const input = { QueueUrl, AttributeNames: Object.keys(METRICS) };
        const { Attributes = {} } = await callService<{ Attributes?: Record<string, string> }>(
          sqs,
          'GetQueueAttributes',
          input,
          context,
        );
        const Dimensions = [{ Name: 'QueueName', Value: QueueUrl.split('/').at(-1) ?? '' }];
        return Object.entries(METRICS).map(([attribute, MetricName]) => ({
          MetricName,
          Dimensions,
          Unit: 'Count' as const,
          Value: Number(Attributes[attribute] ?? 0),
        }));
      }),
    );
    return [{ namespace: 'AWS/SQS', data: data.flat() }];
  };
}
