import type { Logger } from 'pino';
import type { Delivery } from '../consume/delivery.ts';
import type { Outcome } from '../failures/outcome.ts';
import type { SqsContext } from '../nest/sqs-context.ts';

/** What one log line tells about. */
export interface OutcomeReport {
  readonly delivery: Delivery;
  /** Absent when the message was no event. */
  readonly context: SqsContext | undefined;
  readonly outcome: Outcome;
  readonly ms: number;
}

/** One line a message: whose trace, which event, what became of it. Never its content. */
export function logOutcome(logger: Logger, { delivery, context, outcome, ms }: OutcomeReport): void {
  const line = {
    traceId: context?.trace.traceId,
    spanId: context?.trace.spanId,
    messageId: delivery.message.MessageId,
    receiveCount: delivery.receiveCount,
    eventType: context?.eventType,
    eventId: context?.eventId,
    outcome: outcome.status === 'done' ? 'done' : outcome.permanent ? 'dead-lettered' : 'retried',
    ms: Math.round(ms * 100) / 100,
  };
  if (outcome.status === 'done') logger.info(line, 'message done');
  else if (outcome.permanent) logger.error({ ...line, err: outcome.error }, 'message failed for good');
  else logger.warn({ ...line, err: outcome.error }, 'message failed');
}
