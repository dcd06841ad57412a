import { AwsServiceError, type PublishBatchInput, type PublishBatchOutput } from '@phaseline/aws-data-plane';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSnsPublisher, type SnsPublisher } from './publisher.ts';

// SNS itself is in the end-to-end tests; here it misbehaves on command.

type Answer = (entries: readonly string[]) => Promise<PublishBatchOutput>;

function publisherTo(answer: Answer): { publisher: SnsPublisher; batches: string[][] } {
  const batches: string[][] = [];
  const publishBatch = ({ PublishBatchRequestEntries }: PublishBatchInput): Promise<PublishBatchOutput> => {
    const messages = PublishBatchRequestEntries.map(({ Message }) => Message);
    batches.push(messages);
    return answer(messages);
  };
  const sns = { publishBatch, publish: () => Promise.reject(new Error('not used')) };
  return { publisher: createSnsPublisher({ topicArn: 'arn:t', sns }), batches };
}

const ok: Answer = async (messages) => ({
  Successful: messages.map((message, index) => ({ Id: String(index), MessageId: `m-${message}` })),
  Failed: [],
});
const event = (data: unknown): { id: string; type: string; data: unknown } => ({ id: 'e', type: 't', data });

test('events of one turn go out at once, together', async () => {
  const { publisher, batches } = publisherTo(ok);
  const results = await Promise.all(
    Array.from({ length: 25 }, (_, index) => publisher.publish(event(index))),
  );
  expect(results.map(({ messageId }) => messageId)).toEqual(results.map((_, index) => `m-${index}`));
  expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
});

test('a refused entry rejects its own caller only', async () => {
  const { publisher } = publisherTo(async (messages) => {
    const { Successful } = await ok(messages);
    return {
      Successful: Successful.filter(({ MessageId }) => MessageId !== 'm-3'),
      Failed: Successful.filter(({ MessageId }) => MessageId === 'm-3').map(({ Id }) => ({
        Id,
        Code: 'InvalidParameter',
        Message: 'bad attribute',
        SenderFault: true,
      })),
    };
  });
  const results = await Promise.allSettled([1, 2, 3, 4].map((data) => publisher.publish(event(data))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(results[2]).toMatchObject({ reason: { code: 'InvalidParameter', retryable: false } });
});

test("an entry that fails by SNS's fault is sent again", async () => {
  let failures = 2;
  const { publisher, batches } = publisherTo(async (messages) =>
    failures-- > 0
      ? {
          Successful: [],
          Failed: [{ Id: '0', Code: 'InternalError', Message: undefined, SenderFault: false }],
        }
      : ok(messages),
  );
  expect(await publisher.publish(event(1))).toEqual({ messageId: 'm-1' });
  expect(batches).toHaveLength(3);
});

test('a batch that is refused as a whole is sent one by one', async () => {
  const refusal = new AwsServiceError('bad', {
    service: 'sns',
    operation: 'PublishBatch',
    code: 'InvalidParameter',
    statusCode: 400,
    retryable: false,
    throttling: false,
    outcomeUnknown: false,
    members: {},
  });
  const { publisher } = publisherTo((messages) =>
    messages.includes('3') ? Promise.reject(refusal) : ok(messages),
  );
  const results = await Promise.allSettled([1, 2, 3, 4].map((data) => publisher.publish(event(data))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('what SNS would not take is refused before sending', async () => {
  const { publisher, batches } = publisherTo(ok);
  await expect(publisher.publish(event('é'.repeat(131_100)))).rejects.toMatchObject({
    name: 'EventTooLarge',
  });
  await expect(publisher.publish(event(undefined))).rejects.toThrow('no JSON');
  expect(batches).toEqual([]);
});

test('close sends what is gathered and refuses the rest', async () => {
  const { publisher } = publisherTo(ok);
  const published = [1, 2, 3].map((data) => publisher.publish(event(data)));
  await publisher.close();
  expect(await Promise.all(published)).toHaveLength(3);
  await expect(publisher.publish(event(4))).rejects.toMatchObject({ name: 'PublisherUnavailable' });
});

test('whatever comes when: every event is sent once, in batches SNS takes', async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`publisher: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 100_000 }), pause: fc.boolean() }), {
        maxLength: 60,
      }),
      async (events) => {
        const { publisher, batches } = publisherTo(async (messages) => {
          await new Promise(setImmediate);
          return ok(messages);
        });
        const published: Promise<unknown>[] = [];
        for (const [index, { size, pause }] of events.entries()) {
          published.push(publisher.publish(event(`${index}-${'x'.repeat(size)}`)));
          if (pause) await new Promise(setImmediate);
        }
        await Promise.all(published);
        const sent = batches.flat();
        expect(new Set(sent).size).toBe(events.length);
        expect(sent).toHaveLength(events.length);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(Buffer.byteLength(batch.join(''))).toBeLessThanOrEqual(262_144);
        }
      },
    ),
    { seed, numRuns: 40 },
  );
});
