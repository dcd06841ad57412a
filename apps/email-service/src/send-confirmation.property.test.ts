import { randomUUID } from 'node:crypto';
import { effectKey, readEffectRow, sampleOrderPlaced } from '@phaseline/contracts';
import { RetryLater } from '@phaseline/messaging';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { array, assert, asyncProperty } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { delivery, lateTables, type Delivery } from '../test/late-tables.ts';
import { mailOut } from '../test/mail-out.ts';
import { mortal } from '../test/mortal.ts';
import { virtualTime } from '../test/virtual-time.ts';
import { sendConfirmation } from './send-confirmation.ts';
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
  eventTakes: 0,
  asksFail: 0,
  dies: undefined,
};

/** What was seen on a machine with ten times more to do than it could: SES got to a mail after four minutes. */
const seen: Delivery[] = [
  { ...prompt, sendTakes: 233_000, eventTakes: 5000 },
  { ...prompt, process: 1, comesAfter: 120_000 },
];
/** Both orders twice in one batch: claims share a call, and one of each pair must not fail the others. */
const batch: Delivery[] = [0, 1, 0, 1].map((order) => ({ ...prompt, order }));
/** SES takes the mail, and nobody hears of it: what a kill, a lost connection and a lost answer come to. */
const unheard: Delivery[][] = [
  [{ ...prompt, dies: 'sending' }],
  [{ ...prompt, dies: 'sent' }],
  [{ ...prompt, ses: 'loses', eventTakes: 25_000, asksFail: 1 }],
];

/** A message is shown again after its queue's visibility timeout. */
const VISIBLE_AGAIN_MS = 60_000;
const RECEIVES = 10;

/** What becomes of all deliveries in the end: mails and rows of the orders that were delivered, and how often SES's events were asked for. */
async function play(deliveries: readonly Delivery[], settings?: { blind: boolean }) {
  const time = virtualTime(Date.parse('2026-11-26T12:00:00Z'));
  const tables = lateTables(cloud.plane.dynamodb, time, deliveries);
  const out = mailOut(time, settings);
  const orderIds = [randomUUID(), randomUUID()];
  const all = deliveries.map(async (first) => {
    const orderId = orderIds[first.order] as string;
    await time.after(first.comesAfter, async () => {});
    for (let receive = 1; receive <= RECEIVES; receive++) {
      // What went wrong the first time does not the next, but that SES's events cannot be asked for.
      const one =
        receive === 1
          ? first
          : { ...prompt, process: 1 - first.process, asksFail: receive > 2 ? 0 : first.asksFail };
      const [eventId, messageId] = [randomUUID(), randomUUID()];
      tables.know(one, eventId, messageId);
      const calls = mortal(
        { dynamodb: tables.processes[one.process] as LeaseTable, ...out.callsOf(one, messageId) },
        one.dies,
      );
      const parts = {
        ...calls,
        table,
        emailFrom: 'orders@example.com',
        configurationSet: 'order-mail',
        mailLogGroup: '/aws/events/order-mail',
        now: time.now,
        pause: async (ms: number) => await time.after(ms, async () => {}),
      };
      const event = { ...sampleOrderPlaced, orderId, eventId };
      const became = await Promise.race([
        calls.death,
        sendConfirmation(parts, event).catch((error: unknown) => error),
      ]);
      if (became === 'sent' || became === 'known') return;
      const again = became instanceof RetryLater ? became.seconds * 1000 : VISIBLE_AGAIN_MS;
      await time.after(again, async () => {});
    }
  });
  await time.run();
  await Promise.all(all);
  const orders = [...new Set(deliveries.map(({ order }) => orderIds[order] as string))];
  const rows = orders.map(async (orderId) => {
    const Key = effectKey(orderId, 'email-service');
    const { Item } = await cloud.plane.dynamodb.getItem({ TableName: table, Key, ConsistentRead: true });
    return Item && readEffectRow(Item)?.outcome;
  });
  return {
    mails: orders.map((orderId) => out.mails.get(orderId) ?? 0),
    rows: await Promise.all(rows),
    asked: out.asked(),
    firstCall: tables.calls[0],
  };
}

const oneEach = (settings?: { blind: boolean }) =>
  asyncProperty(array(delivery, { minLength: 1, maxLength: 6 }), async (deliveries) => {
    const { mails, rows } = await play(deliveries, settings);
    expect(mails.filter((count) => count !== 1)).toEqual([]);
    expect(rows.filter((outcome) => outcome !== 'sent')).toEqual([]);
  });

test(
  'one mail an order, none lost: however late calls are made and answered, wherever a process dies, whichever answers of SES are lost',
  { timeout: 120_000 },
  async () => {
    await assert(oneEach(), {
      numRuns: 60,
      examples: [[seen], [batch], ...unheard.map((one): [Delivery[]] => [one])],
    });
  },
);

test(
  'whoever does not ask SES what it has sent sends twice: found by the same runs',
  { timeout: 120_000 },
  async () => {
    await expect(assert(oneEach({ blind: true }), { numRuns: 60, seed: 1 })).rejects.toThrow(
      'Property failed',
    );
  },
);

test('those of one moment share a call, and nobody asks where nothing went wrong', async () => {
  expect(await play(batch)).toMatchObject({ mails: [1, 1], asked: 0, firstCall: 2 });
});

test('nothing is sent once the delivery is no longer this one', async () => {
  const event = { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() };
  const sendEmail = async (): Promise<never> => await Promise.reject(new Error('was asked to send'));
  const parts = {
    dynamodb: leaseTable(cloud.plane.dynamodb, { gatherMs: 2 }),
    ses: { sendEmail },
    logs: cloud.plane.logs,
    table,
    emailFrom: 'orders@example.com',
    configurationSet: 'order-mail',
    mailLogGroup: '/aws/events/order-mail',
  };
  await expect(sendConfirmation(parts, event, AbortSignal.abort(new Error('given back')))).rejects.toThrow(
    'given back',
  );
});
