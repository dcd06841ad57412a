import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import { late, type Delivery } from './late-tables.ts';
import type { VirtualTime } from './virtual-time.ts';

const failure = (
  code: string,
  fields: { retryable: boolean; throttling?: boolean; outcomeUnknown?: boolean },
) =>
  new AwsServiceError(code, {
    service: 'ses',
    operation: 'SendEmail',
    code,
    throttling: false,
    outcomeUnknown: false,
    members: {},
    ...fields,
  });

const unanswered = failure('UND_ERR_HEADERS_TIMEOUT', { retryable: true, outcomeUnknown: true });
const reset = failure('ECONNRESET', { retryable: true, outcomeUnknown: true });
const throttled = failure('TooManyRequestsException', { retryable: true, throttling: true });
const refused = failure('SendingPausedException', { retryable: false });

/** SES, and what it tells of the mails it has taken, in virtual time. */
export interface MailOut {
  /** How many mails are out, by order. */
  readonly mails: ReadonlyMap<string, number>;
  readonly asked: () => number;
  callsOf(
    one: Delivery,
    messageId: string,
  ): {
    readonly ses: Pick<DataPlane['ses'], 'sendEmail'>;
    readonly logs: Pick<DataPlane['logs'], 'filterLogEvents'>;
  };
}

/** {@link MailOut}; `blind` is one whose events nobody sees. */
export function mailOut(time: VirtualTime, { blind = false } = {}): MailOut {
  const mails = new Map<string, number>();
  const events: { readonly orderId: string; readonly messageId: string; readonly at: number }[] = [];
  let asked = 0;
  return {
    mails,
    asked: () => asked,
    callsOf(one, messageId) {
      let asksLeft = one.asksFail;
      return {
        ses: {
          async sendEmail({ EmailTags = [] }, { answerTimeoutMs = 10_000 } = {}) {
            const orderId = EmailTags.find(({ Name }) => Name === 'orderId')?.Value ?? '';
            const wait = Math.min(one.sendTakes, answerTimeoutMs);
            const giveUp = async (why: Error) =>
              await late(time, wait, async () => await Promise.reject(why), 0);
            if (one.ses === 'hangs')
              return await late(time, answerTimeoutMs, async () => await Promise.reject(unanswered), 0);
            if (one.ses === 'throttles') return await giveUp(throttled);
            if (one.ses === 'refuses') return await giveUp(refused);
            const answer = late(
              time,
              one.sendTakes,
              async () => {
                mails.set(orderId, (mails.get(orderId) ?? 0) + 1);
                events.push({ orderId, messageId, at: time.now() + one.eventTakes });
                if (one.ses === 'loses') throw reset;
                return await Promise.resolve({ MessageId: messageId });
              },
              0,
            );
            if (one.sendTakes <= answerTimeoutMs) return await answer;
            answer.catch(() => {});
            return await giveUp(unanswered);
          },
        },
        logs: {
          async filterLogEvents({ filterPattern = '', startTime = 0, nextToken }) {
            asked += 1;
            if (asksLeft-- > 0) throw new Error('nobody can tell');
            // As Logs may: a first page with nothing in it.
            if (nextToken === undefined) return await Promise.resolve({ nextToken: 'more' });
            const found = events.filter(
              ({ orderId, at }) =>
                !blind && filterPattern.includes(`"${orderId}"`) && at <= time.now() && at >= startTime,
            );
            return {
              events: found.map((event) => ({
                message: JSON.stringify({ detail: { mail: { messageId: event.messageId } } }),
              })),
            };
          },
        },
      };
    },
  };
}
