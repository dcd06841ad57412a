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
 * One delivery of the event on a machine that may stand still: when it comes, how late calls are made and answered, and what SES says. SES
 * gets to a mail minutes late, as it was seen to, also when nobody waits for the answer any more. Records and renewals are made within half a
 * minute, the first two tries of a record may fail.
 */
const delivery = record({
  comesAfter: seconds(300),
  claimTakes: seconds(200),
  claimAnswerTakes: seconds(200),
  sendTakes: seconds(500),
  renewTakes: seconds(14),
  doneTakes: seconds(29),
  doneFails: integer({ min: 0, max: 2 }),
  ses: constantFrom('takes', 'takes', 'throttles', 'refuses'),
});

const prompt = {
  comesAfter: 0,
  claimTakes: 0,
  claimAnswerTakes: 0,
  sendTakes: 0,
  renewTakes: 0,
  doneTakes: 0,
  doneFails: 0,
  ses: 'takes' as const,
};

/** What was seen on a machine with ten times more to do than it could: SES got to a mail after four minutes. */
const seen = [
  { ...prompt, sendTakes: 233_000 },
  { ...prompt, comesAfter: 120_000 },
];

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
          const does = (input: { UpdateExpression?: string | undefined }, what: string) =>
            input.UpdateExpression?.includes(what) === true;
          let doneFails = one.doneFails;
          return {
            table,
            emailFrom: 'orders@example.com',
            now: time.now,
            pause: async (ms) => await time.after(ms, async () => {}),
            dynamodb: {
              getItem: async (input) =>
                await late(0, async () => await cloud.plane.dynamodb.getItem(input), 0),
              updateItem: async (input) => {
                if (does(input, 'leaseOwner = '))
                  return await late(
                    one.claimTakes,
                    async () => await cloud.plane.dynamodb.updateItem(input),
                    one.claimAnswerTakes,
                  );
                const isRecord = does(input, '#outcome = ');
                if (isRecord && doneFails-- > 0) throw new Error('not recorded');
                return await late(
                  isRecord ? one.doneTakes : one.renewTakes,
                  async () => await cloud.plane.dynamodb.updateItem(input),
                  0,
                );
              },
            },
            ses: {
              sendEmail: async (_mail, { answerTimeoutMs = 10_000 } = {}) => {
                const answer = late(
                  one.sendTakes,
                  async () => {
                    if (one.ses === 'throttles') throw throttled;
                    if (one.ses === 'refuses') throw new Error('no');
                    mails += 1;
                    return await Promise.resolve({ MessageId: 'm' });
                  },
                  0,
                );
                if (one.sendTakes <= answerTimeoutMs) return await answer;
                answer.catch(() => {});
                return await late(answerTimeoutMs, async () => await Promise.reject(unanswered), 0);
              },
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
      { numRuns: 40, examples: [[seen]] },
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
