import type { Message } from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../../service.ts';
import { rootContext, sqsFixture } from '../../sqs/testing/fixture.ts';
import type { Mapping } from './mapping.ts';
import { pollOnce, type PollerWorld } from './poll-once.ts';
import { defaultMapping } from './read-mapping.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2_147_483_647));
const VISIBILITY = 30;

/** What a function may do with a batch; `some` reports the messages at these places as failed. */
const behaviour = fc.oneof(
  fc.constant('succeed' as const),
  fc.constant('throw' as const),
  fc.constant('throttle' as const),
  fc.constant('gone' as const),
  fc.constantFrom(
    '"text"',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"id":1}]}',
    '{',
  ),
  fc.record({ some: fc.array(fc.nat(9), { maxLength: 5 }) }),
);

it(`nothing is lost, and nothing is deleted that was not done (SEED=${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 25 }),
      fc.array(behaviour, { maxLength: 12 }),
      async (count, script) => {
        const { operations, queue, clock } = sqsFixture();
        const QueueUrl = await queue('orders', { VisibilityTimeout: String(VISIBILITY) });
        for (let index = 0; index < count; index += 1) {
          await operations.SendMessage({ QueueUrl, MessageBody: String(index) }, rootContext());
        }
        const done = new Set<string>();
        const removed: string[] = [];
        const steps = [...script];
        const world: PollerWorld = {
          region: 'us-east-1',
          visibility: async () => VISIBILITY * 1000,
          now: () => clock.now(),
          pause: async (milliseconds) => clock.advance(milliseconds),
          async receive(max) {
            const input = { QueueUrl, MaxNumberOfMessages: max };
            return (await operations.ReceiveMessage(input, rootContext())).Messages ?? [];
          },
          async remove(messages: readonly Message[]) {
            for (const { MessageId = '', ReceiptHandle } of messages) {
              removed.push(MessageId);
              await operations.DeleteMessage({ QueueUrl, ReceiptHandle }, rootContext());
            }
          },
          async invoke(event) {
            const { Records } = JSON.parse(Buffer.from(event).toString()) as {
              Records: { messageId: string }[];
            };
            const ids = Records.map(({ messageId }) => messageId);
            const step = steps.shift() ?? 'succeed';
            if (step === 'gone') throw new Error('Function not found.');
            if (step === 'throttle') {
              throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { statusCode: 429 });
            }
            if (step === 'throw') return { failed: true, payload: Buffer.from('{"errorMessage":"no"}') };
            if (typeof step === 'string' && step !== 'succeed')
              return { failed: false, payload: Buffer.from(step) };
            const bad = new Set(step === 'succeed' ? [] : step.some.flatMap((place) => ids[place] ?? []));
            for (const id of ids) if (!bad.has(id)) done.add(id);
            const batchItemFailures = [...bad].map((itemIdentifier) => ({ itemIdentifier }));
            return { failed: false, payload: Buffer.from(JSON.stringify({ batchItemFailures })) };
          },
        };
        const mapping: Mapping = {
          ...defaultMapping,
          reportsItemFailures: true,
          id: 'mapping',
          queueArn: 'arn:aws:sqs:us-east-1:000000000000:orders',
          functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:worker',
          state: 'Enabled',
          lastModified: 0,
          tags: new Map(),
        };
        const { signal } = new AbortController();
        for (let round = 0; round < 60 && removed.length < count; round += 1) {
          const { received } = await pollOnce(mapping, world, signal);
          expect(removed.every((id) => done.has(id))).toBe(true);
          if (received === 0) clock.advance(VISIBILITY * 1000 + 1);
        }
        // Each exactly once: what was deleted never came again.
        expect(new Set(removed).size).toBe(count);
        expect(removed).toHaveLength(count);
      },
    ),
    { seed, numRuns: 60 },
  );
});
