import type { DataPlane } from '@phaseline/aws-data-plane';

/** Where SES's events are written: what asking needs. */
export interface MailLog {
  readonly logs: Pick<DataPlane['logs'], 'filterLogEvents'>;
  readonly mailLogGroup: string;
}

/** Clocks of different machines, and that events tell whole seconds. */
const MARGIN_MS = 60_000;

/**
 * The id of the mail that SES has taken for an order, from `since` on (milliseconds since the epoch); undefined where it has told of none.
 * Rejects where that cannot be known.
 */
export async function findSent(
  { logs, mailLogGroup }: MailLog,
  orderId: string,
  since: number,
): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await logs.filterLogEvents({
      logGroupName: mailLogGroup,
      filterPattern: `{ $.detail-type = "Email Sent" && $.detail.mail.tags.orderId[0] = "${orderId}" }`,
      startTime: Math.max(0, since - MARGIN_MS),
      nextToken,
    });
    const message = page.events?.[0]?.message;
    if (message !== undefined) return messageIdOf(message);
    // A page may be empty and not the last.
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

function messageIdOf(message: string): string {
  const event = JSON.parse(message) as { detail?: { mail?: { messageId?: unknown } } };
  const id = event.detail?.mail?.messageId;
  return typeof id === 'string' ? id : 'unknown';
}
