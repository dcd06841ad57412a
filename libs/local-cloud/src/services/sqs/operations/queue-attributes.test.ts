import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, startClients } from '../testing/cloud.ts';

describe('queue attributes, tags and permissions', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  beforeAll(async () => {
    aws = await startClients();
  });
  afterAll(() => aws.stop());
  const create = async (QueueName: string) => (await aws.sqs.createQueue({ QueueName })).QueueUrl!;

  it('shows AWS defaults and live counts', async () => {
    const QueueUrl = await create('fresh');
    await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'now' });
    await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'later', DelaySeconds: 60 });
    await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'taken' });
    await aws.sqs.receiveMessage({ QueueUrl });
    const { Attributes } = await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:fresh',
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
      MaximumMessageSize: '1048576',
      DelaySeconds: '0',
      ReceiveMessageWaitTimeSeconds: '0',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
    });
    expect(Number(Attributes?.CreatedTimestamp)).toBeGreaterThan(1_700_000_000);
    expect(await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['DelaySeconds'] })).toMatchObject({
      Attributes: { DelaySeconds: '0' },
    });
  });

  it('sets several at once or none', async () => {
    const QueueUrl = await create('changed');
    await aws.sqs.setQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '7', DelaySeconds: '3' } });
    const bad = aws.sqs.setQueueAttributes({
      QueueUrl,
      Attributes: { VisibilityTimeout: '8', DelaySeconds: '901' },
    });
    expect(await failure(bad)).toMatchObject({ name: 'InvalidAttributeValue' });
    const { Attributes } = await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({ VisibilityTimeout: '7', DelaySeconds: '3' });
  });

  it('normalises a redrive policy and lists the sources of a dead-letter queue', async () => {
    const dead = await create('dead');
    const source = await create('source');
    const arn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const RedrivePolicy = JSON.stringify({ maxReceiveCount: '4', deadLetterTargetArn: arn });
    await aws.sqs.setQueueAttributes({ QueueUrl: source, Attributes: { RedrivePolicy } });
    const { Attributes } = await aws.sqs.getQueueAttributes({
      QueueUrl: source,
      AttributeNames: ['RedrivePolicy'],
    });
    expect(Attributes?.RedrivePolicy).toBe(`{"deadLetterTargetArn":"${arn}","maxReceiveCount":4}`);
    expect((await aws.sqs.listDeadLetterSourceQueues({ QueueUrl: dead })).queueUrls).toEqual([source]);
    await aws.sqs.setQueueAttributes({ QueueUrl: source, Attributes: { RedrivePolicy: '' } });
    expect((await aws.sqs.listDeadLetterSourceQueues({ QueueUrl: dead })).queueUrls ?? []).toEqual([]);
  });

  it('tags and untags', async () => {
    const QueueUrl = await create('tagged');
    await aws.sqs.tagQueue({ QueueUrl, Tags: { a: '1', b: '2' } });
    await aws.sqs.untagQueue({ QueueUrl, TagKeys: ['a'] });
    expect((await aws.sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ b: '2' });
  });

  it('adds a permission to the policy and takes it away', async () => {
    const QueueUrl = await create('shared');
    const grant = { QueueUrl, Label: 'friends', AWSAccountIds: ['123456789012'], Actions: ['SendMessage'] };
    await aws.sqs.addPermission(grant);
    const { Attributes } = await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
    expect(JSON.parse(Attributes!.Policy!)).toMatchObject({
      Statement: [{ Sid: 'friends', Effect: 'Allow' }],
    });
    expect(await failure(aws.sqs.addPermission(grant))).toMatchObject({ name: 'InvalidParameterValue' });
    await aws.sqs.removePermission({ QueueUrl, Label: 'friends' });
    expect(await aws.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] })).not.toHaveProperty(
      'Attributes.Policy',
    );
  });

  it('pages through queues', async () => {
    for (const name of ['page-1', 'page-2', 'page-3']) await create(name);
    const first = await aws.sqs.listQueues({ QueueNamePrefix: 'page-', MaxResults: 2 });
    const NextToken = first.NextToken!;
    const second = await aws.sqs.listQueues({ QueueNamePrefix: 'page-', MaxResults: 2, NextToken });
    expect([...first.QueueUrls!, ...second.QueueUrls!].map((url) => url.split('/').pop())).toEqual([
      'page-1',
      'page-2',
      'page-3',
    ]);
    expect(second.NextToken).toBeUndefined();
  });
});
