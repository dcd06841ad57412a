import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, startClients } from '../../sqs/testing/cloud.ts';

describe('topics and subscriptions', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  beforeAll(async () => {
    aws = await startClients();
  });
  afterAll(() => aws.stop());
  const topic = async (Name: string) => (await aws.sns.createTopic({ Name })).TopicArn!;
  const endpoint = 'arn:aws:sqs:us-east-1:000000000000:somewhere';

  it('creates once per name, and refuses other attributes or tags', async () => {
    const Tags = [{ Key: 'a', Value: '1' }];
    const { TopicArn } = await aws.sns.createTopic({
      Name: 'events',
      Attributes: { DisplayName: 'E' },
      Tags,
    });
    expect(TopicArn).toBe('arn:aws:sns:us-east-1:000000000000:events');
    expect(await topic('events')).toBe(TopicArn);
    const other = aws.sns.createTopic({ Name: 'events', Attributes: { DisplayName: 'F' } });
    expect(await failure(other)).toMatchObject({ name: 'InvalidParameterException', status: 400 });
    expect(
      await failure(aws.sns.createTopic({ Name: 'events', Tags: [{ Key: 'a', Value: '2' }] })),
    ).toMatchObject({
      name: 'InvalidParameterException',
    });
    expect((await aws.sns.listTopics({})).Topics).toContainEqual({ TopicArn });
  });

  it('says that FIFO topics are not built', async () => {
    const fifo = aws.sns.createTopic({ Name: 'x.fifo', Attributes: { FifoTopic: 'true' } });
    expect(await failure(fifo)).toMatchObject({ status: 501 });
  });

  it('shows and sets attributes', async () => {
    const TopicArn = await topic('attributed');
    await aws.sns.setTopicAttributes({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'D' });
    const { Attributes } = await aws.sns.getTopicAttributes({ TopicArn });
    expect(Attributes).toMatchObject({
      TopicArn,
      DisplayName: 'D',
      Owner: '000000000000',
      SubscriptionsConfirmed: '0',
    });
    expect(JSON.parse(Attributes!.Policy!)).toMatchObject({ Statement: [{ Sid: '__default_statement_ID' }] });
    const bad = { TopicArn, AttributeName: 'Policy', AttributeValue: '{' };
    expect(await failure(aws.sns.setTopicAttributes(bad))).toMatchObject({
      name: 'InvalidParameterException',
    });
    await aws.sns.addPermission({
      TopicArn,
      Label: 'l',
      AWSAccountId: ['123456789012'],
      ActionName: ['Publish'],
    });
    const { Attributes: after } = await aws.sns.getTopicAttributes({ TopicArn });
    expect(JSON.parse(after!.Policy!)).toMatchObject({
      Statement: [{}, { Sid: 'l', Action: ['SNS:Publish'] }],
    });
    await aws.sns.removePermission({ TopicArn, Label: 'l' });
  });

  it('subscribes once per endpoint', async () => {
    const TopicArn = await topic('followed');
    const input = { TopicArn, Protocol: 'sqs', Endpoint: endpoint };
    const { SubscriptionArn } = await aws.sns.subscribe({
      ...input,
      Attributes: { RawMessageDelivery: 'true' },
    });
    expect((await aws.sns.subscribe(input)).SubscriptionArn).toBe(SubscriptionArn);
    const other = aws.sns.subscribe({ ...input, Attributes: { RawMessageDelivery: 'false' } });
    expect(await failure(other)).toMatchObject({ name: 'InvalidParameterException' });
    const shown = { SubscriptionArn, TopicArn, Protocol: 'sqs', Endpoint: endpoint, Owner: '000000000000' };
    expect((await aws.sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions).toEqual([shown]);
    expect((await aws.sns.listSubscriptions({})).Subscriptions).toContainEqual(shown);
    await aws.sns.setSubscriptionAttributes({
      SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{"a":["x"]}',
    });
    expect((await aws.sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes).toMatchObject({
      RawMessageDelivery: 'true',
      FilterPolicy: '{"a":["x"]}',
      FilterPolicyScope: 'MessageAttributes',
      PendingConfirmation: 'false',
    });
    await aws.sns.deleteTopic({ TopicArn });
    await aws.sns.deleteTopic({ TopicArn });
    expect(await failure(aws.sns.listSubscriptionsByTopic({ TopicArn }))).toMatchObject({ status: 404 });
  });

  it.each([
    [{ Protocol: 'email', Endpoint: 'a@b.example' }, 501],
    [{ Protocol: 'pigeon', Endpoint: 'roof' }, 400],
    [{ Protocol: 'sqs', Endpoint: 'https://queue' }, 400],
    [{ Protocol: 'sqs', Endpoint: endpoint, Attributes: { FilterPolicy: '{"a":"x"}' } }, 400],
    [{ Protocol: 'sqs', Endpoint: endpoint, Attributes: { Colour: 'red' } }, 400],
  ])('refuses to subscribe %j', async (input, status) => {
    const call = aws.sns.subscribe({ TopicArn: await topic('choosy'), ...input });
    expect(await failure(call)).toMatchObject({ status });
  });

  it.each([
    [{ Message: '' }],
    [{ Message: 'x'.repeat(262_145) }],
    [{ Message: 'x', Subject: 'a\nb' }],
    [{ Message: 'no json', MessageStructure: 'json' }],
    [{ Message: '{"sqs":"x"}', MessageStructure: 'json' }],
    [{ Message: 'x', MessageAttributes: { a: { DataType: 'Number', StringValue: 'NaN!' } } }],
  ])('refuses to publish what is wrong (%#)', async (input) => {
    const call = aws.sns.publish({ TopicArn: await topic('strict'), ...input });
    expect(await failure(call)).toMatchObject({ name: 'InvalidParameterException', status: 400 });
  });

  it('tags topics', async () => {
    const ResourceArn = await topic('tagged');
    await aws.sns.tagResource({
      ResourceArn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    await aws.sns.untagResource({ ResourceArn, TagKeys: ['a'] });
    expect((await aws.sns.listTagsForResource({ ResourceArn })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    expect(await failure(aws.sns.listTagsForResource({ ResourceArn: `${ResourceArn}x` }))).toMatchObject({
      status: 404,
    });
  });
});
