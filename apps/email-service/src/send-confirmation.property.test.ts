import { randomUUID } from 'node:crypto';
import { AwsServiceError } from '@phaseline/aws-data-plane';
import { sampleOrderPlaced } from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { array, assert, asyncProperty } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { delivery, late, lateTables, type Delivery } from '../test/late-tables.ts';
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

test(
  'one mail an order, however late calls are made and answered, and however often events come, together with others',
  { timeout: 120_000 },
  async () => {
    await assert(
      asyncProperty(array(delivery, { minLength: 2, maxLength: 6 }), async (deliveries) => {
        const time = virtualTime(Date.parse('2026-11-26T12:00:00Z'));
        const tables = lateTables(cloud.plane.dynamodb, time, deliveries);
        const orderIds = [randomUUID(), randomUUID()];
        const mails = new Map<string, number>();
        let recorded = 0;
        const partsOf = (one: Delivery, orderId: string, messageId: string): SendParts => ({
          table,
          emailFrom: 'orders@example.com',
          now: time.now,
          pause: async (ms) => await time.after(ms, async () => {}),
          dynamodb: tables.processes[one.process] as LeaseTable,
          ses: {
            sendEmail: async (_mail, { answerTimeoutMs = 10_000 } = {}) => {
              const answer = late(
                time,
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
              return await late(time, answerTimeoutMs, async () => await Promise.reject(unanswered), 0);
            },
          },
        });
        const all = deliveries.map(async (one) => {
          const orderId = orderIds[one.order] as string;
          const [eventId, messageId] = [randomUUID(), randomUUID()];
          tables.know(one, eventId, messageId);
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
        const together = [mails.size, tables.calls[0]];
        expect(deliveries === batch ? together : [2, 2]).toEqual([2, 2]);
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
