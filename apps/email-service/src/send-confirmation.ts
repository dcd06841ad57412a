import { setTimeout as delay } from 'node:timers/promises';
import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import type { OrderPlaced } from '@phaseline/contracts';
import { RetryLater } from '@phaseline/messaging';
import { confirmationOf } from './confirmation.ts';
import { findSent, type MailLog } from './find-sent.ts';
import { leaseSend, type LeaseTable, type SendLease } from './send-lease.ts';
import { underLease, type Pause } from './under-lease.ts';

/** What became of one delivery. `known` when an earlier one sent the confirmation already. */
export type SendOutcome = 'sent' | 'known';

/** What sending works with. */
export interface SendParts extends MailLog {
  readonly dynamodb: LeaseTable;
  readonly ses: Pick<DataPlane['ses'], 'sendEmail'>;
  readonly table: string;
  readonly emailFrom: string;
  /** SES tells of what it has taken by this, and {@link MailLog} is where. */
  readonly configurationSet: string;
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly pause?: Pause;
}

/**
 * Seconds. Not shorter than the queue's visibility timeout: what comes again meanwhile waits until it is over. A send begins within its
 * first sixth; while its answer is awaited, the lease is renewed when a quarter of it is over. What SES has taken from a holder that died
 * has the rest, 45 seconds and more, to be told of.
 */
const LEASE_S = 60;
const RENEW_MS = (LEASE_S * 1000) / 4;
/**
 * What a service has been sent and not begun to read, it does all the same when nobody waits for it any more. So the answer is waited for long,
 * and a lease longer before anybody asks what became of it; not for ever: a lost connection would hold the order.
 */
const ANSWER_WITHIN_MS = 180_000;
/** A mail that is out and not recorded must be asked for by the next delivery: its record is tried again for so long. */
const RECORD_WITHIN_MS = 600_000;
/** When whoever could not be told whether a mail is out asks again. */
const ASK_AGAIN_S = 10;
const TRIES = 3;
const PAUSE_MS = 500;

const timer: Pause = async (ms, signal) => await delay(ms, undefined, { signal });

/**
 * Sends the confirmation of an order, once however often its event is delivered: lease, send, done. SES has no way to
 * tell a repeated send, so where an earlier holder of the lease has left open whether the mail is out, SES's own events are asked before it is
 * sent again. Rejects where it is not sent, or nobody knows yet whether it is, also while another delivery is sending: the queue
 * brings it again.
 *
 * @param signal aborted when the message is no longer this delivery's: no send begins then
 */
export async function sendConfirmation(
  parts: SendParts,
  event: OrderPlaced,
  signal?: AbortSignal,
): Promise<SendOutcome> {
  const lease = await leaseSend(parts.dynamodb, parts.table, event, LEASE_S, parts.now);
  if (lease === 'sent') return 'known';
  if ('busy' in lease) {
    // Trying before the lease ends would only use up the receives that stand between the message and the dead-letter queue:
    // its holder may be dead, or this very delivery's own claim may have gone through although its answer was lost.
    throw new RetryLater(`Another delivery is sending the confirmation of order ${event.orderId}.`, {
      seconds: lease.seconds + 1,
    });
  }
  const out = await askWhetherOut(parts, lease, event);
  if (out !== undefined) {
    await recordSent(parts, lease, out);
    return 'known';
  }
  let messageId: string | undefined;
  try {
    messageId = await send(parts, event, lease, signal);
  } catch (error) {
    if (error instanceof PerhapsSent) throw await leaveUnsure(lease, event, error);
    // Its own failure must not hide the send's: an unreleased lease only makes the next delivery wait.
    await lease.release().catch(() => {});
    throw error;
  }
  await recordSent(parts, lease, messageId);
  return 'sent';
}

/** The id of the mail that an earlier holder of the lease has sent. Without an answer nothing is sent, and nobody is kept from asking again. */
async function askWhetherOut(
  parts: SendParts,
  lease: SendLease,
  { orderId }: OrderPlaced,
): Promise<string | undefined> {
  if (lease.unsureSince === undefined) return undefined;
  try {
    return await findSent(parts, orderId, lease.unsureSince);
  } catch (cause) {
    await lease.release().catch(() => {});
    throw new RetryLater(`Whether the confirmation of order ${orderId} is out cannot be told.`, {
      // Apart: a sender that died leaves many questions at once, and a region answers some ten a second.
      seconds: ASK_AGAIN_S * (1 + Math.random()),
      cause,
    });
  }
}

/** The lease stays, whole: when it is over, SES has told of the mail if it has taken it. */
async function leaveUnsure(
  lease: SendLease,
  { orderId }: OrderPlaced,
  { cause }: Error,
): Promise<RetryLater> {
  await lease.renew().catch(() => {});
  return new RetryLater(`Whether SES has taken the confirmation of order ${orderId} is not known yet.`, {
    seconds: LEASE_S + 1,
    cause,
  });
}

/** Whatever the reason why it cannot be recorded, trying on costs less than asking, which needs another receive and SES's events. */
async function recordSent(
  { now = Date.now, pause = timer }: SendParts,
  lease: SendLease,
  messageId: string | undefined,
): Promise<void> {
  const until = now() + RECORD_WITHIN_MS;
  for (;;) {
    try {
      await lease.done(messageId);
      return;
    } catch (error) {
      if (now() >= until) throw error;
      await pause(Math.random() * PAUSE_MS * 4);
    }
  }
}

/** SES may have taken the mail; why nobody knows is its cause. */
class PerhapsSent extends Error {
  override name = 'PerhapsSent';
}

/** Tries again only what SES has surely not taken, and only while there is time for its answer. @throws PerhapsSent */
async function send(
  { ses, emailFrom, configurationSet, pause = timer }: SendParts,
  event: OrderPlaced,
  lease: SendLease,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const mail = { ...mailOf(event, emailFrom), ConfigurationSetName: configurationSet };
  for (let tried = 1; ; tried++) {
    signal?.throwIfAborted();
    // As on a starved machine: the answer to the claim came so late that somebody else may soon send.
    if (!lease.mayBegin()) throw new RetryLater('Too late to begin a send under this lease.', { seconds: 1 });
    try {
      const answer = ses.sendEmail(mail, { attempts: 1, answerTimeoutMs: ANSWER_WITHIN_MS });
      return (await underLease(answer, lease, RENEW_MS, pause)).MessageId;
    } catch (error) {
      if (!(error instanceof AwsServiceError) || error.outcomeUnknown)
        throw new PerhapsSent('No answer of SES.', { cause: error });
      if (!error.retryable || tried === TRIES) throw error;
      await pause(Math.random() * PAUSE_MS * 2 ** tried);
    }
  }
}

function mailOf(event: OrderPlaced, emailFrom: string): Parameters<SendParts['ses']['sendEmail']>[0] {
  const { subject, text, html } = confirmationOf(event);
  return {
    FromEmailAddress: emailFrom,
    Destination: { ToAddresses: [event.customer.email] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
      },
    },
    EmailTags: [
      { Name: 'orderId', Value: event.orderId },
      { Name: 'eventId', Value: event.eventId },
    ],
  };
}

/**
 * SES will refuse this very mail for ever: trying again is of no use. A sender that is not verified yet is no such case,
 * although SES calls it by the same name.
 */
export function isRejected(error: unknown): boolean {
  if (!(error instanceof AwsServiceError)) return false;
  if (error.code === 'MessageRejected') return !error.message.includes('not verified');
  return error.code === 'BadRequestException';
}
