import { Module, type DynamicModule } from '@nestjs/common';
import { canaryModule } from '@phaseline/messaging';
import { INVENTORY_PARTS, InventoryController, type InventoryParts } from './inventory.controller.ts';

/** Reserves stock for placed orders. Knows no queue: a container and a Lambda function feed it alike. */
@Module({ controllers: [InventoryController] })
// oxlint-disable-next-line typescript/no-extraneous-class -- a Nest module is a class that only names its parts
export class InventoryModule {}

/** {@link InventoryModule} made of `parts`. */
export function inventoryModule(parts: InventoryParts): DynamicModule {
  return {
    module: InventoryModule,
    imports: [canaryModule(parts)],
    providers: [{ provide: INVENTORY_PARTS, useValue: parts }],
  };
}
