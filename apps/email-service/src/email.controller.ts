import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ORDER_PLACED, orderPlacedSchema } from '@phaseline/contracts';
import { PermanentFailure, readEventData, type CanaryParts, type SqsContext } from '@phaseline/messaging';
import type { Logger } from 'pino';
import { isRejected, sendConfirmation, type SendParts } from './send-confirmation.ts';
import { leaseTable, type LeaseCalls } from './send-lease.ts';

/** What this component works with. */
export interface EmailParts extends Omit<SendParts, 'dynamodb'> {
  readonly dynamodb: LeaseCalls & CanaryParts['dynamodb'];
  /** How long a write waits for others to share a call with, in milliseconds: twice a confirmation. Default: 2. */
  readonly gatherMs?: number;
  readonly logger: Logger;
}

/** Injects {@link EmailParts}. */
export const EMAIL_PARTS = Symbol('EMAIL_PARTS');

/** Confirms every placed order by mail. */
@Controller()
export class EmailController {
  readonly #parts: SendParts;
  readonly #logger: Logger;

  constructor(@Inject(EMAIL_PARTS) { dynamodb, gatherMs = 2, logger, ...parts }: EmailParts) {
    this.#parts = { ...parts, dynamodb: leaseTable(dynamodb, { gatherMs }) };
    this.#logger = logger;
  }

  @EventPattern<typeof ORDER_PLACED>(ORDER_PLACED)
  async orderPlaced(@Payload() data: unknown, @Ctx() context: SqsContext): Promise<void> {
    const event = readEventData(orderPlacedSchema, data);
    const { orderId, eventId } = event;
    try {
      const outcome = await sendConfirmation(this.#parts, event, context.signal);
      this.#logger.info({ traceId: context.trace.traceId, orderId, eventId, outcome }, 'confirmation');
    } catch (error) {
      if (isRejected(error))
        throw new PermanentFailure('SES refuses this confirmation for good.', { cause: error });
      throw error;
    }
  }
}
