import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, startClients } from '../testing/cloud.ts';

describe('messages over the wire', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  beforeAll(async () => {
    aws = await startClients();
  });
  afterAll(() => aws.stop());
  const create = async (QueueName: string) => (await aws.sqs.createQueue({ QueueName })).QueueUrl!;

  // The SDK itself checks the MD5 of what it sent and of what it got.
  it('carries body, attributes of every type and the trace header', async () => {
    const QueueUrl = await create('all-parts');
    await aws.sqs.sendMessage({
      QueueUrl,
      MessageBody: 'ünïcode 🎉 <&>"',
      MessageAttributes: {
        text: { DataType: 'String', StringValue: 'a' },
        'number.of': { DataType: 'Number.int', StringValue: '1' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 255) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2-3' } },
    });
    const { Messages } = await aws.sqs.receiveMessage({
      QueueUrl,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    expect(Messages).toMatchObject([
      {
        Body: 'ünïcode 🎉 <&>"',
        MessageAttributes: {
          text: { StringValue: 'a' },
          'number.of': { DataType: 'Number.int', StringValue: '1' },
          raw: { BinaryValue: Uint8Array.of(1, 2, 255) },
        },
        Attributes: { AWSTraceHeader: 'Root=1-2-3', ApproximateReceiveCount: '1', SenderId: '000000000000' },
      },
    ]);
  });

  it('shows only the attributes that were asked for', async () => {
    const QueueUrl = await create('filters');
    const value = { DataType: 'String', StringValue: 'v' };
    await aws.sqs.sendMessage({
      QueueUrl,
      MessageBody: 'x',
      MessageAttributes: { 'a.one': value, 'a.two': value, b: value },
    });
    const ask = async (MessageAttributeNames: string[]) => {
      const { Messages } = await aws.sqs.receiveMessage({
        QueueUrl,
        MessageAttributeNames,
        VisibilityTimeout: 0,
      });
      return Object.keys(Messages![0]!.MessageAttributes ?? {});
    };
    expect(await ask([])).toEqual([]);
    expect(await ask(['a.*'])).toEqual(['a.one', 'a.two']);
    expect(await ask(['b'])).toEqual(['b']);
    expect(await ask(['.*'])).toHaveLength(3);
  });

  it('wakes a long poll the moment a message arrives', async () => {
    const QueueUrl = await create('patient');
    const poll = aws.sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'here' });
    expect((await poll).Messages).toMatchObject([{ Body: 'here' }]);
  });

  it('does not hand messages to a caller that has hung up', async () => {
    const QueueUrl = await create('impatient');
    const abort = new AbortController();
    const poll = aws.sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }, { abortSignal: abort.signal });
    const hungUp = poll.then(
      () => 'answered',
      (error: Error) => error.name,
    );
    const answered = async () => {
      const response = await fetch(`${aws.cloud.url}/_cloud/calls?service=sqs&operation=ReceiveMessage`);
      return ((await response.json()) as { calls: unknown[] }).calls.length;
    };
    const before = await answered();
    abort.abort();
    expect(await hungUp).toBe('AbortError');
    // The cloud hears of it a moment later, and ends the poll.
    await expect.poll(answered).toBe(before + 1);
    await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'still here' });
    expect((await aws.sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5 })).Messages).toMatchObject([
      { Body: 'still here' },
    ]);
  });

  it('sends, changes and deletes in batches, entry by entry', async () => {
    const QueueUrl = await create('batches');
    const sent = await aws.sqs.sendMessageBatch({
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'a' },
        { Id: 'bad', MessageBody: 'b', DelaySeconds: 901 },
        { Id: 'fine', MessageBody: 'c' },
      ],
    });
    expect(sent.Successful?.map((entry) => entry.Id)).toEqual(['good', 'fine']);
    expect(sent.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }]);
    const { Messages = [] } = await aws.sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    const [first, second] = Messages.map((message) => message.ReceiptHandle!);
    const changed = await aws.sqs.changeMessageVisibilityBatch({
      QueueUrl,
      Entries: [
        { Id: '1', ReceiptHandle: first, VisibilityTimeout: 100 },
        { Id: '2', ReceiptHandle: second, VisibilityTimeout: 43_201 },
      ],
    });
    expect(changed).toMatchObject({ Successful: [{ Id: '1' }], Failed: [{ Id: '2' }] });
    const deleted = await aws.sqs.deleteMessageBatch({
      QueueUrl,
      Entries: [
        { Id: '0', ReceiptHandle: first },
        { Id: '1', ReceiptHandle: 'nonsense' },
        { Id: '2', ReceiptHandle: second },
      ],
    });
    expect(deleted.Successful?.map((entry) => entry.Id)).toEqual(['0', '2']);
    expect(deleted.Failed).toMatchObject([{ Id: '1', Code: 'ReceiptHandleIsInvalid' }]);
  });

  it('refuses whole batches as AWS does', async () => {
    const QueueUrl = await create('bad-batches');
    const entry = (Id: string, MessageBody = 'x') => ({ Id, MessageBody });
    const send = (Entries: ReturnType<typeof entry>[]) =>
      failure(aws.sqs.sendMessageBatch({ QueueUrl, Entries }));
    expect(await send([])).toMatchObject({ name: 'EmptyBatchRequest' });
    expect(await send([entry('a'), entry('a')])).toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
    expect(await send([entry('a b')])).toMatchObject({ name: 'InvalidBatchEntryId' });
    expect(await send(Array.from({ length: 11 }, (_, index) => entry(`e${index}`)))).toMatchObject({
      name: 'TooManyEntriesInBatchRequest',
    });
    const half = 'x'.repeat(600_000);
    expect(await send([entry('a', half), entry('b', half)])).toMatchObject({ name: 'BatchRequestTooLong' });
  });

  it.each([
    [{ MessageBody: '' }, 'MissingParameter'],
    [{ MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
    [{ MessageBody: 'bell \u0007' }, 'InvalidMessageContents'],
    [{ MessageBody: 'x', DelaySeconds: -1 }, 'InvalidParameterValue'],
    [
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Text', StringValue: 'v' } } },
      'InvalidParameterValue',
    ],
    [
      { MessageBody: 'x', MessageAttributes: { 'aws.a': { DataType: 'String', StringValue: 'v' } } },
      'InvalidParameterValue',
    ],
    [
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      'InvalidParameterValue',
    ],
    [{ MessageBody: 'x', MessageDeduplicationId: 'd' }, 'InvalidParameterValue'],
  ])('refuses to send what is wrong (%#)', async (message, code) => {
    const QueueUrl = await create('picky');
    expect(await failure(aws.sqs.sendMessage({ QueueUrl, ...message }))).toMatchObject({
      name: code,
      status: 400,
    });
  });

  it.each([
    [{ MaxNumberOfMessages: 11 }],
    [{ MaxNumberOfMessages: 0 }],
    [{ WaitTimeSeconds: 21 }],
    [{ VisibilityTimeout: 43_201 }],
  ])('refuses to receive with %j', async (input) => {
    const QueueUrl = await create('picky-reader');
    expect(await failure(aws.sqs.receiveMessage({ QueueUrl, ...input }))).toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('purges once a minute', async () => {
    const QueueUrl = await create('purged');
    await aws.sqs.sendMessage({ QueueUrl, MessageBody: 'x' });
    await aws.sqs.purgeQueue({ QueueUrl });
    expect((await aws.sqs.receiveMessage({ QueueUrl })).Messages).toBeUndefined();
    expect(await failure(aws.sqs.purgeQueue({ QueueUrl }))).toMatchObject({
      name: 'PurgeQueueInProgress',
      status: 403,
    });
  });
});
