import { randomUUID } from 'node:crypto';
import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import {
  effectKey,
  readEffectRow,
  sampleOrderPlaced,
  type Effect,
  type OrderPlaced,
} from '@phaseline/contracts';
import { RetryLater } from '@phaseline/messaging';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { layMailGround, mailGround } from '../test/mail-ground.ts';
import { isRejected, sendConfirmation, type SendParts } from './send-confirmation.ts';
import { leaseSend, leaseTable, type LeaseTable } from './send-lease.ts';

type SentMail = Parameters<DataPlane['ses']['sendEmail']>[0];

let cloud: TestCloud;
let dynamodb: DataPlane['dynamodb'];
let leases: LeaseTable;
let table: string;
let mails: SentMail[];
let failures: Error[];
let asked: number;

beforeAll(async () => {
  cloud = await startTestCloud();
  dynamodb = cloud.plane.dynamodb;
  leases = leaseTable(dynamodb, { gatherMs: 2 });
  await layMailGround(cloud.cloud, 'orders@example.com');
});

afterAll(() => cloud?.stop());

beforeEach(async () => {
  table = await cloud.table();
  mails = [];
  failures = [];
  asked = 0;
});

const failure = (code: string, { message = 'x', outcomeUnknown = false } = {}) =>
  new AwsServiceError(message, {
    service: 'ses',
    operation: 'SendEmail',
    code,
    retryable: false,
    throttling: false,
    outcomeUnknown,
    members: {},
  });

/** Sends through the cloud's own SES, noting what it takes; first come the scripted failures. Asks its Logs, `later` than it is. */
function parts(later = 0): SendParts {
  const sendEmail: SendParts['ses']['sendEmail'] = async (mail) => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    const answer = await cloud.plane.ses.sendEmail(mail);
    mails.push(mail);
    return answer;
  };
  const { logs } = cloud.plane;
  return {
    dynamodb: leases,
    ses: { sendEmail },
    logs: { filterLogEvents: (input) => (asked++, logs.filterLogEvents(input)) },
    table,
    emailFrom: 'orders@example.com',
    ...mailGround,
    now: () => Date.now() + later,
  };
}

const order = (): OrderPlaced => ({ ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() });

/** The ids of the mails that the cloud has sent for an order, as SES told of them. */
const sentOf =
  ({ orderId }: OrderPlaced) =>
  async () => {
    const { events = [] } = await cloud.plane.logs.filterLogEvents({
      logGroupName: mailGround.mailLogGroup,
      filterPattern: `"${orderId}"`,
    });
    return events.map(
      ({ message = '' }) =>
        (JSON.parse(message) as { detail: { mail: { messageId: string } } }).detail.mail.messageId,
    );
  };

async function effectOf({ orderId }: OrderPlaced): Promise<Effect | undefined> {
  const Key = effectKey(orderId, 'email-service');
  const { Item } = await dynamodb.getItem({ TableName: table, Key, ConsistentRead: true });
  return Item && readEffectRow(Item);
}

describe('sendConfirmation', () => {
  it('sends one mail to the customer and records it', async () => {
    const event = order();
    expect(await sendConfirmation(parts(), event)).toBe('sent');
    expect(mails).toMatchObject([
      { FromEmailAddress: 'orders@example.com', Destination: { ToAddresses: ['ada@example.com'] } },
    ]);
    expect(await effectOf(event)).toMatchObject({ eventId: event.eventId, outcome: 'sent' });
    expect(asked).toBe(0);
  });

  it('asks SES what it has sent where an earlier try has left that open, and sends no second time', async () => {
    const event = order();
    // The answer is lost as it is on the wire: SES has taken the mail.
    await cloud.fault({ kind: 'reset', service: 'ses', operation: 'SendEmail', when: 'after', count: 1 });
    const refusal: unknown = await sendConfirmation(parts(), event).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'RetryLater', seconds: 61, cause: { code: 'ECONNRESET' } });
    expect(await sendConfirmation(parts(30_000), event).catch(String)).toContain('Another delivery');
    const again = async () => await sendConfirmation(parts(62_000), event).catch(String);
    // Nothing is sent while Logs does not answer.
    await cloud.fault({ kind: 'error', service: 'logs', operation: 'FilterLogEvents', count: 3 });
    expect(await again()).toContain('cannot be told');
    await expect.poll(sentOf(event)).toHaveLength(1);
    const [messageId] = await sentOf(event)();
    expect(await again()).toBe('known');
    const { Item } = await dynamodb.getItem({
      TableName: table,
      Key: effectKey(event.orderId, 'email-service'),
    });
    expect(Item).toMatchObject({ outcome: { S: 'sent' }, messageId: { S: messageId } });
    expect(Item).not.toHaveProperty('claimedAt');
    expect(mails).toEqual([]);
    expect(await sentOf(event)()).toHaveLength(1);
  });

  it('sends where an earlier try has left it open and SES has told of no mail', async () => {
    const event = order();
    failures = [failure('ECONNRESET', { outcomeUnknown: true })];
    await expect(sendConfirmation(parts(), event)).rejects.toThrow('not known yet');
    expect(await sendConfirmation(parts(62_000), event)).toBe('sent');
    expect([asked, mails.length]).toEqual([1, 1]);
  });

  it('sends once however often an event is delivered, at once or again', async () => {
    const event = order();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => sendConfirmation(parts(), event)),
    );
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await sendConfirmation(parts(), event)).toBe('known');
    expect(mails).toHaveLength(1);
  });

  it('gives the lease back when SES has surely not taken the mail, so that the next delivery sends', async () => {
    const event = order();
    failures = [failure('AccountSuspendedException', { message: 'SES sends nothing' })];
    await expect(sendConfirmation(parts(), event)).rejects.toThrow('SES sends nothing');
    expect(await effectOf(event)).toBeUndefined();
    expect(await sendConfirmation(parts(), event)).toBe('sent');
    expect(mails).toHaveLength(1);
  });

  it('asks to be tried again once a lease that nobody gives back has ended, not before', async () => {
    const event = order();
    await leaseSend(leases, table, event, 25);
    const refusal: unknown = await sendConfirmation(parts(), event).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RetryLater);
    expect((refusal as RetryLater).seconds).toBeGreaterThanOrEqual(20);
    expect(mails).toEqual([]);
  });

  it('tells what SES will never take from what it may take later', () => {
    expect(isRejected(failure('MessageRejected'))).toBe(true);
    expect(isRejected(failure('MessageRejected', { message: 'Email address is not verified.' }))).toBe(false);
    expect(isRejected(failure('BadRequestException'))).toBe(true);
    expect(isRejected(failure('TooManyRequestsException'))).toBe(false);
    expect(isRejected(new Error('x'))).toBe(false);
  });
});

describe('leaseSend', () => {
  const lease = (event: OrderPlaced, now: number) => leaseSend(leases, table, event, 25, () => now);
  const start = Date.parse('2026-11-23T00:10:00Z');

  it('is held by one at a time, and free again once it runs out', async () => {
    const event = order();
    expect(await lease(event, start)).toHaveProperty('done');
    expect(await lease(event, start + 24_000)).toEqual({ busy: true, seconds: 1 });
    expect(await lease(event, start + 25_000)).toHaveProperty('done');
  });

  it('lets a holder that ran out of time record what it sent: its successor need not send on its next try', async () => {
    const event = order();
    const slow = await lease(event, start);
    const next = await lease(event, start + 30_000);
    if (slow === 'sent' || 'busy' in slow || next === 'sent' || 'busy' in next)
      throw new Error('both should hold the lease in turn');
    await slow.release();
    expect(await lease(event, start + 31_000)).toEqual({ busy: true, seconds: 24 });
    expect(await slow.done('a')).toBe(true);
    await next.release();
    expect(await lease(event, start + 32_000)).toBe('sent');
    expect(await next.done('b')).toBe(false);
  });

  it('counts from when it was asked for, and may begin a send in its first sixth', async () => {
    let now = start;
    const held = await leaseSend(leases, table, order(), 90, () => now);
    if (held === 'sent' || 'busy' in held) throw new Error('nobody else asks');
    now += 14_999;
    expect(held.mayBegin()).toBe(true);
    now += 1;
    expect(held.mayBegin()).toBe(false);
  });
});
