import type { CreateQueueCommandInput } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, startClients } from '../testing/cloud.ts';
import { rootContext, sqsFixture } from '../testing/fixture.ts';

describe('CreateQueue', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  beforeAll(async () => {
    aws = await startClients();
  });
  afterAll(() => aws.stop());

  it('is idempotent for the same attributes, and carries the host it was called by', async () => {
    const first = await aws.sqs.createQueue({ QueueName: 'orders', Attributes: { VisibilityTimeout: '45' } });
    const again = await aws.sqs.createQueue({ QueueName: 'orders', Attributes: { VisibilityTimeout: '45' } });
    expect(first.QueueUrl).toBe(`${aws.cloud.url}/${aws.cloud.account}/orders`);
    expect(again.QueueUrl).toBe(first.QueueUrl);
    expect((await aws.sqs.getQueueUrl({ QueueName: 'orders' })).QueueUrl).toBe(first.QueueUrl);
    expect((await aws.sqs.listQueues({ QueueNamePrefix: 'ord' })).QueueUrls).toEqual([first.QueueUrl]);
  });

  it('refuses other attributes under a name that is taken', async () => {
    await aws.sqs.createQueue({ QueueName: 'taken' });
    const other = aws.sqs.createQueue({ QueueName: 'taken', Attributes: { DelaySeconds: '5' } });
    expect(await failure(other)).toMatchObject({ name: 'QueueNameExists', status: 400 });
  });

  it.each([
    [{ QueueName: 'a b' }, 'InvalidParameterValue'],
    [{ QueueName: 'x'.repeat(81) }, 'InvalidParameterValue'],
    [{ QueueName: 'x.fifo' }, 'InvalidParameterValue'],
    [{ QueueName: 'x', Attributes: { VisibilityTimeout: '43201' } }, 'InvalidAttributeValue'],
    [{ QueueName: 'x', Attributes: { MessageRetentionPeriod: '59' } }, 'InvalidAttributeValue'],
    [{ QueueName: 'x', Attributes: { Policy: 'no json' } }, 'InvalidAttributeValue'],
    [{ QueueName: 'x', Attributes: { Colour: 'red' } }, 'InvalidAttributeName'],
    [{ QueueName: 'x', Attributes: { QueueArn: 'arn' } }, 'InvalidAttributeName'],
    [
      {
        QueueName: 'x',
        Attributes: {
          RedrivePolicy:
            '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:none","maxReceiveCount":3}',
        },
      },
      'InvalidParameterValue',
    ],
    [{ QueueName: 'x', Attributes: { RedrivePolicy: '{"maxReceiveCount":3}' } }, 'InvalidParameterValue'],
  ])('refuses %j', async (input, code) => {
    expect(await failure(aws.sqs.createQueue(input as CreateQueueCommandInput))).toMatchObject({
      name: code,
      status: 400,
    });
  });

  it('keeps the name of a deleted queue for sixty seconds', async () => {
    const { operations, clock, queue } = sqsFixture();
    const url = await queue('gone');
    await operations.DeleteQueue({ QueueUrl: url }, rootContext());
    await expect(queue('gone')).rejects.toMatchObject({ code: 'QueueDeletedRecently' });
    clock.advance(60_000);
    await expect(queue('gone')).resolves.toBe(url);
  });

  it('answers operations on a queue that is gone as AWS does', async () => {
    const { QueueUrl } = await aws.sqs.createQueue({ QueueName: 'short-lived' });
    await aws.sqs.deleteQueue({ QueueUrl });
    for (const call of [
      aws.sqs.sendMessage({ QueueUrl, MessageBody: 'x' }),
      aws.sqs.receiveMessage({ QueueUrl }),
      aws.sqs.getQueueUrl({ QueueName: 'short-lived' }),
    ]) {
      expect(await failure(call)).toMatchObject({ name: 'QueueDoesNotExist', status: 400 });
    }
  });
});
