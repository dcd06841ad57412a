import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import type { OrderPlaced } from '@phaseline/contracts';
import { RetryLater } from '@phaseline/messaging';
import { confirmationOf } from './confirmation.ts';
import { leaseSend, type LeaseTable, type SendLease } from './send-lease.ts';

/** What became of one delivery. `known` when an earlier one sent the confirmation already. */
export type SendOutcome = 'sent' | 'known';

/** What sending works with. */
export interface SendParts {
  readonly dynamodb: LeaseTable;
  readonly ses: Pick<DataPlane['ses'], 'sendEmail'>;
  readonly table: string;
  readonly emailFrom: string;
}

/**
 * Longer than a send with all its retries takes, shorter than the queue's visibility timeout, so that the next delivery
 * after a crash finds the lease free. Seconds.
 */
const LEASE_S = 25;

/**
 * Sends the confirmation of an order, once however often its event is delivered: lease, send, done. SES has no way to
 * tell a repeated send, so one case stays: a task that dies between SES's answer and `done` has sent a mail that its
 * successor sends again. Rejects where it is not sent, also while another delivery is sending: the queue brings it again.
 */
export async function sendConfirmation(parts: SendParts, event: OrderPlaced): Promise<SendOutcome> {
  const lease = await leaseSend(parts.dynamodb, parts.table, event, LEASE_S);
  if (lease === 'sent') return 'known';
  if ('busy' in lease) {
    // Trying before the lease ends would only use up the receives that stand between the message and the dead-letter queue:
    // its holder may be dead, or this very delivery's own claim may have gone through although its answer was lost.
    throw new RetryLater(`Another delivery is sending the confirmation of order ${event.orderId}.`, {
      seconds: lease.seconds + 1,
    });
  }
  const messageId = await send(parts, event, lease);
  await lease.done(messageId);
  return 'sent';
}

async function send(parts: SendParts, event: OrderPlaced, lease: SendLease): Promise<string | undefined> {
  const { subject, text, html } = confirmationOf(event);
  try {
    const { MessageId } = await parts.ses.sendEmail({
      FromEmailAddress: parts.emailFrom,
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
    });
    return MessageId;
  } catch (error) {
    // Its own failure must not hide the send's: an unreleased lease only makes the next delivery wait.
    await lease.release().catch(() => {});
    throw error;
  }
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
