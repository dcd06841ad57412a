export { readConfig, type Config } from './config.ts';
export { type AnalyticsParts } from './analytics.controller.ts';
export { AnalyticsModule, analyticsModule } from './analytics.module.ts';
export { countOrders } from './count-orders.ts';
