import { describe, expect, it } from 'vitest';
import { rootContext, sqsFixture } from '../testing/fixture.ts';

function fifo() {
  const fixture = sqsFixture();
  const { operations } = fixture;
  const url = fixture.queue('q.fifo', { FifoQueue: 'true' });
  return {
    ...fixture,
    url,
    send: async (MessageGroupId: string, MessageBody: string, MessageDeduplicationId = MessageBody) =>
      operations.SendMessage(
        { QueueUrl: await url, MessageGroupId, MessageBody, MessageDeduplicationId },
        rootContext(),
      ),
    take: async (max = 10) => {
      const input = { QueueUrl: await url, MaxNumberOfMessages: max };
      return (await operations.ReceiveMessage(input, rootContext())).Messages ?? [];
    },
  };
}

describe('FIFO queues', () => {
  it('hand out a group in order, and nothing more of it while one is in flight', async () => {
    const { send, take, url, operations, clock } = fifo();
    for (const body of ['a1', 'a2', 'a3']) await send('a', body);
    await send('b', 'b1');
    const [first] = await take(1);
    expect(first?.Body).toBe('a1');
    expect((await take()).map((message) => message.Body)).toEqual(['b1']);
    await operations.DeleteMessage(
      { QueueUrl: await url, ReceiptHandle: first?.ReceiptHandle },
      rootContext(),
    );
    expect((await take()).map((message) => message.Body)).toEqual(['a2', 'a3']);
    clock.advance(30_000);
    expect(new Set((await take()).map((message) => message.Body))).toEqual(new Set(['a2', 'a3', 'b1']));
  });

  it('answer a repeated deduplication id with the first message, for five minutes', async () => {
    const { send, take, clock } = fifo();
    const first = await send('a', 'x', 'same');
    const again = await send('a', 'y', 'same');
    expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    expect(await take()).toHaveLength(1);
    clock.advance(5 * 60_000);
    expect((await send('a', 'z', 'same')).MessageId).not.toBe(first.MessageId);
  });

  it('ask for a group and a deduplication id', async () => {
    const { operations, url } = fifo();
    const QueueUrl = await url;
    const send = async (input: object) =>
      operations.SendMessage({ QueueUrl, MessageBody: 'x', ...input }, rootContext());
    await expect(send({})).rejects.toMatchObject({ code: 'MissingParameter' });
    await expect(send({ MessageGroupId: 'g' })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });
});
