export { createSnsService, type SnsService } from './service.ts';
export type { DeliveryCounts } from './state.ts';
