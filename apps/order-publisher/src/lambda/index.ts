export { readConfig } from '../config.ts';
export type { ApiEvent, ApiResult } from './api-event.ts';
export { createApiHandler, type ApiHandler, type ApiHandlerParts } from './create-api-handler.ts';
