import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../clock.ts';
import { AwsError } from '../../../service.ts';
import { rootContext, testEnvironment } from '../../sqs/testing/fixture.ts';
import { createSnsService } from '../index.ts';

/** A queue that fails as often as it is told, then takes what comes. */
async function topicOverFailures(failures: number, error: AwsError) {
  const clock = createManualClock();
  const taken: string[] = [];
  let left = failures;
  const sqs = {
    sendAs: (_sender: unknown, _arn: string, message: { MessageBody?: string | undefined }) => {
      if (left > 0) {
        left -= 1;
        throw error;
      }
      taken.push(message.MessageBody!);
      return {};
    },
  };
  const sns = createSnsService(testEnvironment(), { sqs, clock });
  const { TopicArn } = await sns.operations.CreateTopic({ Name: 't' }, rootContext());
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:q';
  const subscription = { TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } };
  const { SubscriptionArn } = await sns.operations.Subscribe(subscription, rootContext());
  await sns.operations.Publish({ TopicArn, Message: 'm' }, rootContext());
  return { sns, clock, taken, SubscriptionArn: SubscriptionArn! };
}

describe('delivery', () => {
  it('is tried again after an error of the queue service', async () => {
    const fault = new AwsError('InternalFailure', 'down', { statusCode: 500 });
    const { sns, clock, taken, SubscriptionArn } = await topicOverFailures(8, fault);
    expect(taken).toEqual([]);
    clock.advance(60_000);
    expect(taken).toEqual(['m']);
    expect(sns.deliveries(SubscriptionArn)).toMatchObject({ delivered: 1, failed: 0 });
  });

  it('is not tried again where the queue says no', async () => {
    const denied = new AwsError('AccessDenied', 'no', { statusCode: 403 });
    const { sns, clock, taken, SubscriptionArn } = await topicOverFailures(1, denied);
    clock.advance(60_000);
    expect(taken).toEqual([]);
    expect(sns.deliveries(SubscriptionArn)).toMatchObject({
      delivered: 0,
      failed: 1,
      lastFailure: 'AccessDenied: no',
    });
  });

  it('keeps topics and subscriptions over a restart', async () => {
    const { sns, SubscriptionArn } = await topicOverFailures(0, new AwsError('x', 'x'));
    const taken: unknown[] = [];
    const sqs = { sendAs: (...sent: unknown[]) => (taken.push(sent), {}) };
    const next = createSnsService(testEnvironment(), { sqs });
    next.restore!(JSON.parse(JSON.stringify(sns.snapshot!())));
    const TopicArn = SubscriptionArn.slice(0, SubscriptionArn.lastIndexOf(':'));
    await next.operations.Publish({ TopicArn, Message: 'm' }, rootContext());
    expect(taken).toHaveLength(1);
  });
});
