import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, startClients } from '../../sqs/testing/cloud.ts';

describe('SNS to SQS', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  beforeAll(async () => {
    aws = await startClients();
  });
  afterAll(() => aws.stop());

  const topic = async (Name: string) => (await aws.sns.createTopic({ Name })).TopicArn!;

  function allow(queueArn: string, topicArn: string): string {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    };
    return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  }

  async function queue(QueueName: string, topicArn?: string) {
    const arn = `arn:aws:sqs:${aws.cloud.region}:${aws.cloud.account}:${QueueName}`;
    const Attributes = topicArn === undefined ? {} : { Policy: allow(arn, topicArn) };
    const { QueueUrl } = await aws.sqs.createQueue({ QueueName, Attributes });
    const receive = async () => {
      const { Messages = [] } = await aws.sqs.receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      });
      return Messages;
    };
    return { arn, url: QueueUrl!, receive };
  }

  const subscribe = async (TopicArn: string, Endpoint: string, Attributes: Record<string, string> = {}) =>
    (await aws.sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint, Attributes })).SubscriptionArn!;

  it('wraps messages in the envelope, or delivers them raw with their attributes', async () => {
    const TopicArn = await topic('two-ways');
    const wrapped = await queue('wrapped', TopicArn);
    const raw = await queue('raw', TopicArn);
    await subscribe(TopicArn, wrapped.arn);
    await subscribe(TopicArn, raw.arn, { RawMessageDelivery: 'true' });
    const MessageAttributes = { traceparent: { DataType: 'String', StringValue: '00-1-2-01' } };
    const { MessageId } = await aws.sns.publish({
      TopicArn,
      Message: '{"a":1}',
      Subject: 'S',
      MessageAttributes,
    });
    const [envelope] = await wrapped.receive();
    expect(JSON.parse(envelope!.Body!)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'S',
      Message: '{"a":1}',
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      MessageAttributes: { traceparent: { Type: 'String', Value: '00-1-2-01' } },
    });
    expect(await raw.receive()).toMatchObject([{ Body: '{"a":1}', MessageAttributes }]);
  });

  it('filters by attributes and by body', async () => {
    const TopicArn = await topic('filtered');
    const gold = await queue('gold', TopicArn);
    const eu = await queue('eu', TopicArn);
    await subscribe(TopicArn, gold.arn, { RawMessageDelivery: 'true', FilterPolicy: '{"tier":["gold"]}' });
    await subscribe(TopicArn, eu.arn, {
      RawMessageDelivery: 'true',
      FilterPolicy: '{"to":{"region":[{"prefix":"eu-"}]}}',
      FilterPolicyScope: 'MessageBody',
    });
    const send = (tier: string, region: string) =>
      aws.sns.publish({
        TopicArn,
        Message: JSON.stringify({ id: `${tier} ${region}`, to: { region } }),
        MessageAttributes: { tier: { DataType: 'String', StringValue: tier } },
      });
    await send('gold', 'us-east-1');
    await send('iron', 'eu-west-1');
    const ids = async (from: { receive: typeof gold.receive }) =>
      (await from.receive()).map((message) => (JSON.parse(message.Body!) as { id: string }).id);
    expect(await ids(gold)).toEqual(['gold us-east-1']);
    expect(await ids(eu)).toEqual(['iron eu-west-1']);
  });

  it('delivers only where the queue policy allows this topic, and else to the dead-letter queue', async () => {
    const TopicArn = await topic('guarded');
    const closed = await queue('closed');
    const other = await queue('other-topic', `${TopicArn}-not`);
    const dead = await queue('subscription-dead', TopicArn);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    for (const { arn } of [closed, other]) {
      await subscribe(TopicArn, arn, { RawMessageDelivery: 'true', RedrivePolicy });
    }
    await aws.sns.publish({ TopicArn, Message: 'm' });
    expect(await closed.receive()).toEqual([]);
    expect(await other.receive()).toEqual([]);
    const left = await dead.receive();
    expect(left.map((message) => message.Body)).toEqual(['m', 'm']);
    expect(left[0]?.MessageAttributes?.ErrorCode?.StringValue).toBe('AccessDenied');
    await aws.sqs.setQueueAttributes({
      QueueUrl: closed.url,
      Attributes: { Policy: allow(closed.arn, TopicArn) },
    });
    await aws.sns.publish({ TopicArn, Message: 'again' });
    expect(await closed.receive()).toMatchObject([{ Body: 'again' }]);
  });

  it('publishes in batches, entry by entry, and refuses whole batches as AWS does', async () => {
    const TopicArn = await topic('batched');
    const inbox = await queue('batched-inbox', TopicArn);
    await subscribe(TopicArn, inbox.arn, { RawMessageDelivery: 'true' });
    const publish = (PublishBatchRequestEntries: { Id: string; Message: string; Subject?: string }[]) =>
      aws.sns.publishBatch({ TopicArn, PublishBatchRequestEntries });
    const result = await publish([
      { Id: 'a', Message: 'one' },
      { Id: 'b', Message: 'two', Subject: 'line\nbreak' },
      { Id: 'c', Message: 'three' },
    ]);
    expect(result.Successful?.map((entry) => entry.Id)).toEqual(['a', 'c']);
    expect(result.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }]);
    expect((await inbox.receive()).map((message) => message.Body)).toEqual(['one', 'three']);
    const same = { Id: 'a', Message: 'x' };
    expect(await failure(publish([]))).toMatchObject({ status: 400 });
    expect(await failure(publish([same, same]))).toMatchObject({ name: 'BatchEntryIdsNotDistinctException' });
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: `e${index}`, Message: 'x' }));
    expect(await failure(publish(eleven))).toMatchObject({ name: 'TooManyEntriesInBatchRequestException' });
    const half = 'x'.repeat(140_000);
    const large = publish([
      { Id: 'a', Message: half },
      { Id: 'b', Message: half },
    ]);
    expect(await failure(large)).toMatchObject({ name: 'BatchRequestTooLongException' });
  });

  it('stops delivering once unsubscribed', async () => {
    const TopicArn = await topic('left');
    const inbox = await queue('left-inbox', TopicArn);
    const SubscriptionArn = await subscribe(TopicArn, inbox.arn);
    await aws.sns.unsubscribe({ SubscriptionArn });
    await aws.sns.publish({ TopicArn, Message: 'm' });
    expect(await inbox.receive()).toEqual([]);
    expect(await failure(aws.sns.getSubscriptionAttributes({ SubscriptionArn }))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
    });
  });
});
