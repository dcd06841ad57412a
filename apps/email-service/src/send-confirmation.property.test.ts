import { randomUUID } from 'node:crypto';
import { AwsServiceError } from '@phaseline/aws-data-plane';
import { sampleOrderPlaced } from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { virtualTime } from '../test/virtual-time.ts';
import { sendConfirmation, type SendParts } from './send-confirmation.ts';

let cloud: TestCloud;
let table: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = await cloud.table();
});
afterAll(() => cloud?.stop());

const seconds = (most: number) => integer({ min: 0, max: most * 1000 });

/**
 * One delivery of the event on a machine that may stand still: when it comes, how late calls are made and answered, and what SES says. SES's
 * answer is never later than it is waited for, and the record is made within the lease's last sixth.
 */
const delivery = record({
  comesAfter: seconds(300),
  claimTakes: seconds(200),
  claimAnswerTakes: seconds(200),
  sendTakes: seconds(59),
  sendAnswerTakes: seconds(0),
  doneTakes: seconds(14),
  ses: constantFrom('takes', 'takes', 'throttles', 'refuses'),
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
  'one mail, however late calls are made and answered, and however often the event comes',
  { timeout: 120_000 },
  async () => {
    await assert(
      asyncProperty(array(delivery, { minLength: 2, maxLength: 5 }), async (deliveries) => {
        const event = { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() };
        const time = virtualTime(Date.parse('2026-11-26T12:00:00Z'));
        let mails = 0;
        let recorded = 0;
        const partsOf = (one: (typeof deliveries)[number]): SendParts => {
          const late = async <T>(before: number, work: () => Promise<T>, answered: number): Promise<T> => {
            const result = await time.after(before, work).catch((error: unknown) => ({ error }));
            return await time.after(answered, async () => {
              if (typeof result === 'object' && result !== null && 'error' in result) throw result.error;
              return await Promise.resolve(result as T);
            });
          };
          const isClaim = (input: { UpdateExpression?: string | undefined }) =>
            input.UpdateExpression?.includes('leaseUntil = ') === true;
          return {
            table,
            emailFrom: 'orders@example.com',
            now: time.now,
            pause: async (ms) => await time.after(ms, async () => {}),
            dynamodb: {
              getItem: async (input) =>
                await late(0, async () => await cloud.plane.dynamodb.getItem(input), 0),
              updateItem: async (input) =>
                await late(
                  isClaim(input) ? one.claimTakes : one.doneTakes,
                  async () => await cloud.plane.dynamodb.updateItem(input),
                  isClaim(input) ? one.claimAnswerTakes : 0,
                ),
            },
            ses: {
              sendEmail: async () =>
                await late(
                  one.sendTakes,
                  async () => {
                    if (one.ses === 'throttles') throw throttled;
                    if (one.ses === 'refuses') throw new Error('no');
                    mails += 1;
                    return await Promise.resolve({ MessageId: 'm' });
                  },
                  one.sendAnswerTakes,
                ),
            },
          };
        };
        const all = deliveries.map(async (one) => {
          await time.after(one.comesAfter, async () => {});
          const outcome = await sendConfirmation(partsOf(one), event).catch(() => 'failed');
          if (outcome === 'sent') recorded += 1;
        });
        await time.run();
        await Promise.all(all);
        expect(mails).toBeLessThanOrEqual(1);
        expect(recorded).toBe(mails);
      }),
      { numRuns: 40 },
    );
  },
);

test('nothing is sent once the delivery is no longer this one', async () => {
  const event = { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() };
  const sendEmail = async (): Promise<never> => await Promise.reject(new Error('was asked to send'));
  const parts = {
    dynamodb: cloud.plane.dynamodb,
    ses: { sendEmail },
    table,
    emailFrom: 'orders@example.com',
  };
  await expect(sendConfirmation(parts, event, AbortSignal.abort(new Error('given back')))).rejects.toThrow(
    'given back',
  );
});
