import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AwsServiceError, groupCommit } from '@phaseline/aws-data-plane';
import { ORDER_PLACED, orderPlacedSchema, type OrderPlaced } from '@phaseline/contracts';
import { readEventData, type CanaryParts, type SqsContext } from '@phaseline/messaging';
import type { Logger } from 'pino';
import type { Reservation, ReservationTable } from './reserve-stock.ts';
import { fitOneReservation, reserveTogether } from './reserve-together.ts';

/** What this component works with. */
export interface InventoryParts {
  readonly dynamodb: ReservationTable & CanaryParts['dynamodb'];
  readonly table: string;
  readonly logger: Logger;
}

/** Injects {@link InventoryParts}. */
export const INVENTORY_PARTS = Symbol('INVENTORY_PARTS');

/** Takes every placed order's units out of stock. */
@Controller()
export class InventoryController {
  readonly #reserve: (event: OrderPlaced) => Promise<Reservation>;
  readonly #logger: Logger;

  constructor(@Inject(INVENTORY_PARTS) { dynamodb, table, logger }: InventoryParts) {
    this.#reserve = groupCommit(
      (events: readonly OrderPlaced[]) => reserveTogether(dynamodb, table, events),
      fitOneReservation,
      (error) => !(error instanceof AwsServiceError && error.retryable),
    );
    this.#logger = logger;
  }

  @EventPattern<typeof ORDER_PLACED>(ORDER_PLACED)
  async orderPlaced(@Payload() data: unknown, @Ctx() context: SqsContext): Promise<void> {
    const event = readEventData(orderPlacedSchema, data);
    const outcome = await this.#reserve(event);
    const { orderId, eventId } = event;
    this.#logger.info({ traceId: context.trace.traceId, orderId, eventId, outcome }, 'stock');
  }
}
