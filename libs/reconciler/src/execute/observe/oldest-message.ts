import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { KindScope } from '../../engine/kind.ts';
import type { QueueDepth } from './queue-depth.ts';
import type { Watch } from './watch.ts';

const minuteMilliseconds = 60_000;

/**
 * The age of a queue's oldest message in seconds, at most: nothing is older than the moment when the queue was last seen empty. Where that
 * was long ago CloudWatch is asked, whose figures are a minute late.
 */
export async function oldestMessage(
  queue: string,
  { visible, held }: QueueDepth,
  watch: Watch,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<number> {
  const now = Date.now();
  if (visible + held === 0) {
    watch.emptyAt = now;
    return 0;
  }
  if (visible === 0) watch.emptyAt = now;
  const atMost = (now - watch.emptyAt) / 1000;
  if (now - watch.emptyAt < minuteMilliseconds) return atMost;
  return Math.min(atMost, (await reported(queue, now, scope)) ?? atMost);
}

async function reported(
  queue: string,
  now: number,
  { clients: { cloudwatch }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<number | undefined> {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: queue }],
      StartTime: new Date(now - 3 * minuteMilliseconds),
      EndTime: new Date(now),
      Period: 60,
      Statistics: ['Maximum'],
    }),
    options,
  );
  return Datapoints.toSorted((one, other) => Number(other.Timestamp) - Number(one.Timestamp))[0]?.Maximum;
}
