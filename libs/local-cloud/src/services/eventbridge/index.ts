export type { BusEvent } from './bus-event.ts';
export { createEventBridgeService, type EventBridgeService } from './service.ts';
export { targetWays } from './targets/ways.ts';
