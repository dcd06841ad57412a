export { readConfig, type Config } from './config.ts';
export { type InventoryParts } from './inventory.controller.ts';
export { InventoryModule, inventoryModule } from './inventory.module.ts';
export { reserveStock, type Reservation } from './reserve-stock.ts';
export { seedStock, type StockTable } from './seed-stock.ts';
