import { randomUUID } from 'node:crypto';
import { AwsServiceError, type Later } from '@phaseline/aws-data-plane';
import { sampleOrderPlaced } from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { virtualTime } from '../test/virtual-time.ts';
import { sendConfirmation, type SendParts } from './send-confirmation.ts';
import { leaseTable, type LeaseTable } from './send-lease.ts';

let cloud: TestCloud;
let table: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = await cloud.table();
});
afterAll(() => cloud?.stop());

const seconds = (most: number) => integer({ min: 0, max: most * 1000 });

/**
 * One delivery of an order's event on a machine that may stand still: of which order, to which of two processes, when it comes, how late calls
 * are made and answered, and what SES says. SES gets to a mail minutes late, as it was seen to, also when nobody waits for the answer any more.
 * Renewals and records are made within half a minute, whoever shares their call; the first two tries of a record may fail.
 */
const delivery = record({
  order: integer({ min: 0, max: 1 }),
  process: integer({ min: 0, max: 1 }),
  comesAfter: oneof(seconds(300), constantFrom(0, 0, 95_000)),
  claimTakes: seconds(200),
  claimAnswerTakes: seconds(200),
  sendTakes: seconds(500),
  renewTakes: seconds(14),
  doneTakes: seconds(8),
  doneFails: integer({ min: 0, max: 2 }),
  ses: constantFrom('takes', 'takes', 'throttles', 'refuses'),
});
type Delivery = typeof delivery extends Arbitrary<infer T> ? T : never;

const prompt: Delivery = {
  order: 0,
  process: 0,
  comesAfter: 0,
  claimTakes: 0,
  claimAnswerTakes: 0,
  sendTakes: 0,
  renewTakes: 0,
  doneTakes: 0,
  doneFails: 0,
  ses: 'takes',
};

/** What was seen on a machine with ten times more to do than it could: SES got to a mail after four minutes. */
const seen = [
  { ...prompt, sendTakes: 233_000 },
  { ...prompt, process: 1, comesAfter: 120_000 },
];
/** Both orders twice in one batch: claims share a call, and one of each pair must not fail the others. */
const batch = [0, 1, 0, 1].map((order) => ({ ...prompt, order }));

const unanswered = new AwsServiceError('no answer', {
  service: 'ses',
  operation: 'SendEmail',
  code: 'UND_ERR_HEADERS_TIMEOUT',
  retryable: true,
  throttling: false,
  outcomeUnknown: true,
  members: {},
});

const throttled = new AwsServiceError('slow down', {
  service: 'ses',
  operation: 'SendEmail',
  code: 'TooManyRequestsException',
  retryable: true,
  throttling: true,
  outcomeUnknown: false,
  members: {},
});

type Update = Parameters<LeaseTable['update']>[0];
const valueOf = (update: Update, name: string) => update.ExpressionAttributeValues?.[name]?.S ?? '';

test(
  'one mail an order, however late calls are made and answered, and however often events come, together with others',
  { timeout: 120_000 },
  async () => {
    await assert(
      asyncProperty(array(delivery, { minLength: 2, maxLength: 6 }), async (deliveries) => {
        const time = virtualTime(Date.parse('2026-11-26T12:00:00Z'));
        const late = async <T>(before: number, work: () => Promise<T>, answered: number): Promise<T> => {
          const result = await time.after(before, work).catch((error: unknown) => ({ error }));
          return await time.after(answered, async () => {
            if (typeof result === 'object' && result !== null && 'error' in result) throw result.error;
            return await Promise.resolve(result as T);
          });
        };
        const later: Later = (ms, work) => {
          let wanted = true;
          void time.after(ms, async () => {
            if (wanted) work();
            await Promise.resolve();
          });
          return () => void (wanted = false);
        };
        // What a write is of shows in it: a claim names its event, which each delivery has its own of here, a record its mail.
        const byName = new Map<string, Delivery>();
        const fails = new Map(deliveries.map((one) => [one, one.doneFails]));
        const isRecord = (update: Update) => update.UpdateExpression.includes('#outcome = ');
        const isClaim = (update: Update) => update.UpdateExpression.includes('leaseOwner = ');
        const deliveryOf = (update: Update): Delivery => {
          const one = [':event', ':message', ':owner'].flatMap(
            (name) => byName.get(valueOf(update, name)) ?? [],
          )[0];
          if (one === undefined) throw new Error('a write of nobody');
          if (isClaim(update)) byName.set(valueOf(update, ':owner'), one);
          return one;
        };
        /** One call to DynamoDB: as late as the latest of what is in it, and as a record, where one is in it. */
        const write = async <T>(updates: readonly Update[], work: () => Promise<T>): Promise<T> => {
          const owners = updates.map(deliveryOf);
          const records = owners.filter((_, index) => isRecord(updates[index] as Update));
          for (const one of records) {
            const left = fails.get(one) ?? 0;
            fails.set(one, left - 1);
            if (left > 0) throw new Error('not recorded');
          }
          const most = (of: readonly Delivery[], name: 'claimTakes' | 'claimAnswerTakes' | 'doneTakes') =>
            Math.max(...of.map((one) => one[name]));
          if (records.length > 0) return await late(most(records, 'doneTakes'), work, 0);
          if (updates.every(isClaim))
            return await late(most(owners, 'claimTakes'), work, most(owners, 'claimAnswerTakes'));
          return await late(Math.max(...owners.map(({ renewTakes }) => renewTakes)), work, 0);
        };
        const { dynamodb } = cloud.plane;
        const calls: number[] = [];
        const processes = [0, 1].map(() =>
          leaseTable(
            {
              getItem: async (input) => await late(0, async () => await dynamodb.getItem(input), 0),
              updateItem: async (input) =>
                await write([input as Update], async () => await dynamodb.updateItem(input)),
              transactWriteItems: async (input) => {
                calls.push(input.TransactItems.length);
                const updates = input.TransactItems.map(({ Update: update }) => update as Update);
                return await write(updates, async () => await dynamodb.transactWriteItems(input));
              },
            },
            { gatherMs: 20, later },
          ),
        );
        const orderIds = [randomUUID(), randomUUID()];
        const mails = new Map<string, number>();
        let recorded = 0;
        const partsOf = (one: Delivery, orderId: string, messageId: string): SendParts => ({
          table,
          emailFrom: 'orders@example.com',
          now: time.now,
          pause: async (ms) => await time.after(ms, async () => {}),
          dynamodb: processes[one.process] as LeaseTable,
          ses: {
            sendEmail: async (_mail, { answerTimeoutMs = 10_000 } = {}) => {
              const answer = late(
                one.sendTakes,
                async () => {
                  if (one.ses === 'throttles') throw throttled;
                  if (one.ses === 'refuses') throw new Error('no');
                  mails.set(orderId, (mails.get(orderId) ?? 0) + 1);
                  return await Promise.resolve({ MessageId: messageId });
                },
                0,
              );
              if (one.sendTakes <= answerTimeoutMs) return await answer;
              answer.catch(() => {});
              return await late(answerTimeoutMs, async () => await Promise.reject(unanswered), 0);
            },
          },
        });
        const all = deliveries.map(async (one) => {
          const orderId = orderIds[one.order] as string;
          const [eventId, messageId] = [randomUUID(), randomUUID()];
          byName.set(eventId, one).set(messageId, one);
          await time.after(one.comesAfter, async () => {});
          const event = { ...sampleOrderPlaced, orderId, eventId };
          const outcome = await sendConfirmation(partsOf(one, orderId, messageId), event).catch(
            () => 'failed',
          );
          if (outcome === 'sent') recorded += 1;
        });
        await time.run();
        await Promise.all(all);
        for (const count of mails.values()) expect(count).toBe(1);
        expect(recorded).toBe(mails.size);
        if (deliveries === batch) {
          expect(mails.size).toBe(2);
          expect(calls[0]).toBe(2);
        }
      }),
      { numRuns: 40, examples: [[seen], [batch]] },
    );
  },
);

test('nothing is sent once the delivery is no longer this one', async () => {
  const event = { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() };
  const sendEmail = async (): Promise<never> => await Promise.reject(new Error('was asked to send'));
  const parts = {
    dynamodb: leaseTable(cloud.plane.dynamodb, { gatherMs: 2 }),
    ses: { sendEmail },
    table,
    emailFrom: 'orders@example.com',
  };
  await expect(sendConfirmation(parts, event, AbortSignal.abort(new Error('given back')))).rejects.toThrow(
    'given back',
  );
});
