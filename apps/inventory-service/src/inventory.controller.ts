import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ORDER_PLACED, orderPlacedSchema } from '@phaseline/contracts';
import { readEventData, type CanaryParts, type SqsContext } from '@phaseline/messaging';
import type { Logger } from 'pino';
import { reserveStock, type ReservationTable } from './reserve-stock.ts';

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
  readonly #parts: InventoryParts;

  constructor(@Inject(INVENTORY_PARTS) parts: InventoryParts) {
    this.#parts = parts;
  }

  @EventPattern<typeof ORDER_PLACED>(ORDER_PLACED)
  async orderPlaced(@Payload() data: unknown, @Ctx() context: SqsContext): Promise<void> {
    const { dynamodb, table, logger } = this.#parts;
    const event = readEventData(orderPlacedSchema, data);
    const outcome = await reserveStock(dynamodb, table, event);
    const { orderId, eventId } = event;
    logger.info({ traceId: context.trace.traceId, orderId, eventId, outcome }, 'stock');
  }
}
