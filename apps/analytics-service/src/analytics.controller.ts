import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AwsServiceError, groupCommit } from '@phaseline/aws-data-plane';
import { ORDER_PLACED, orderPlacedSchema, type OrderPlaced } from '@phaseline/contracts';
import { readEventData, type CanaryParts, type SqsContext } from '@phaseline/messaging';
import type { Logger } from 'pino';
import { countOrders, fitOneTransaction, type CounterTable } from './count-orders.ts';

/** What this component works with. */
export interface AnalyticsParts {
  readonly dynamodb: CounterTable & CanaryParts['dynamodb'];
  readonly table: string;
  readonly logger: Logger;
}

/** Injects {@link AnalyticsParts}. */
export const ANALYTICS_PARTS = Symbol('ANALYTICS_PARTS');

/** Counts every placed order. */
@Controller()
export class AnalyticsController {
  readonly #count: (event: OrderPlaced) => Promise<void>;
  readonly #logger: Logger;

  constructor(@Inject(ANALYTICS_PARTS) { dynamodb, table, logger }: AnalyticsParts) {
    this.#count = groupCommit(
      async (events: readonly OrderPlaced[]) => {
        await countOrders(dynamodb, table, events);
        return events.map(() => undefined);
      },
      fitOneTransaction,
      (error) => error instanceof AwsServiceError && !error.retryable,
    );
    this.#logger = logger;
  }

  @EventPattern<typeof ORDER_PLACED>(ORDER_PLACED)
  async orderPlaced(@Payload() data: unknown, @Ctx() context: SqsContext): Promise<void> {
    const event = readEventData(orderPlacedSchema, data);
    await this.#count(event);
    const { orderId, eventId } = event;
    this.#logger.info({ traceId: context.trace.traceId, orderId, eventId, outcome: 'counted' }, 'analytics');
  }
}
