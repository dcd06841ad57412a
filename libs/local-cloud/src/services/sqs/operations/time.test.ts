import { describe, expect, it } from 'vitest';
import { rootContext, sqsFixture } from '../testing/fixture.ts';

describe('what time does to messages', () => {
  it('hides a received message for its visibility timeout, then shows it again', async () => {
    const { operations, clock, queue, receive } = sqsFixture();
    const QueueUrl = await queue('q');
    await operations.SendMessage({ QueueUrl, MessageBody: 'm' }, rootContext());
    expect(await receive(QueueUrl)).toEqual(['m']);
    clock.advance(29_999);
    expect(await receive(QueueUrl)).toEqual([]);
    clock.advance(1);
    expect(await receive(QueueUrl)).toEqual(['m']);
  });

  it('delays messages', async () => {
    const { operations, clock, queue, receive } = sqsFixture();
    const QueueUrl = await queue('q', { DelaySeconds: '10' });
    await operations.SendMessage({ QueueUrl, MessageBody: 'by queue' }, rootContext());
    await operations.SendMessage({ QueueUrl, MessageBody: 'at once', DelaySeconds: 0 }, rootContext());
    expect(await receive(QueueUrl)).toEqual(['at once']);
    clock.advance(10_000);
    expect(await receive(QueueUrl)).toEqual(['by queue']);
  });

  it('wakes a long poll when a hidden message comes back, and ends it when its time is over', async () => {
    const { operations, clock, queue, receive } = sqsFixture();
    const QueueUrl = await queue('q', { VisibilityTimeout: '5' });
    await operations.SendMessage({ QueueUrl, MessageBody: 'm' }, rootContext());
    await receive(QueueUrl);
    const poll = operations.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 }, rootContext());
    clock.advance(5000);
    expect((await poll).Messages).toMatchObject([{ Body: 'm' }]);
    const empty = operations.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 3 }, rootContext());
    clock.advance(3000);
    expect(await empty).toEqual({});
  });

  it('changes visibility for the newest receipt only, and never beyond twelve hours', async () => {
    const { operations, clock, queue } = sqsFixture();
    const QueueUrl = await queue('q', { VisibilityTimeout: '10' });
    await operations.SendMessage({ QueueUrl, MessageBody: 'm' }, rootContext());
    const take = async () => {
      const { Messages } = await operations.ReceiveMessage({ QueueUrl }, rootContext());
      return Messages![0]!.ReceiptHandle!;
    };
    const change = async (ReceiptHandle: string, VisibilityTimeout: number) =>
      operations.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout }, rootContext());
    const old = await take();
    clock.advance(10_000);
    await expect(change(old, 5)).rejects.toMatchObject({ code: 'MessageNotInflight' });
    const handle = await take();
    await expect(change(old, 5)).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await change(handle, 40_000);
    clock.advance(39_999_000);
    await expect(change(handle, 3300)).rejects.toThrow(/beyond the limit/);
    await change(handle, 0);
    await operations.DeleteMessage({ QueueUrl, ReceiptHandle: old }, rootContext());
    expect(await take()).toBeTruthy();
  });

  it('forgets messages after the retention period', async () => {
    const { operations, clock, queue, receive } = sqsFixture();
    const QueueUrl = await queue('q', { MessageRetentionPeriod: '60' });
    await operations.SendMessage({ QueueUrl, MessageBody: 'm' }, rootContext());
    clock.advance(60_000);
    expect(await receive(QueueUrl)).toEqual([]);
    const { Attributes } = await operations.GetQueueAttributes(
      { QueueUrl, AttributeNames: ['All'] },
      rootContext(),
    );
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0' });
  });

  it('moves a message to the dead-letter queue after maxReceiveCount receives, and back by a move task', async () => {
    const { operations, clock, queue, receive } = sqsFixture();
    const dead = await queue('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    const source = await queue('source', { RedrivePolicy });
    const sent = await operations.SendMessage({ QueueUrl: source, MessageBody: 'm' }, rootContext());
    expect(await receive(source, 10, 0)).toEqual(['m']);
    expect(await receive(source, 10, 0)).toEqual(['m']);
    expect(await receive(source, 10, 0)).toEqual([]);
    const { Messages } = await operations.ReceiveMessage(
      { QueueUrl: dead, VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] },
      rootContext(),
    );
    expect(Messages).toMatchObject([
      {
        MessageId: sent.MessageId,
        Attributes: {
          DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:source',
          ApproximateReceiveCount: '1',
        },
      },
    ]);
    await operations.StartMessageMoveTask({ SourceArn: deadLetterTargetArn }, rootContext());
    clock.advance(0);
    expect(await receive(source)).toEqual(['m']);
    const tasks = await operations.ListMessageMoveTasks({ SourceArn: deadLetterTargetArn }, rootContext());
    expect(tasks.Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  });

  it('keeps queues, messages and what is in flight over a restart', async () => {
    const first = sqsFixture();
    const QueueUrl = await first.queue('kept', { VisibilityTimeout: '30' });
    const binary = { DataType: 'Binary', BinaryValue: Uint8Array.of(7) };
    for (const MessageBody of ['one', 'two']) {
      const message = { QueueUrl, MessageBody, MessageAttributes: { binary } };
      await first.operations.SendMessage(message, rootContext());
    }
    await first.receive(QueueUrl, 1);
    const second = sqsFixture();
    second.sqs.restore!(JSON.parse(JSON.stringify(first.sqs.snapshot!())));
    expect(await second.receive(QueueUrl)).toEqual(['two']);
    second.clock.advance(30_000);
    const { Messages } = await second.operations.ReceiveMessage(
      { QueueUrl, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 },
      rootContext(),
    );
    expect(new Set(Messages?.map((message) => message.Body))).toEqual(new Set(['one', 'two']));
    expect(Messages?.[0]?.MessageAttributes?.binary?.BinaryValue).toEqual(Buffer.of(7));
  });
});
