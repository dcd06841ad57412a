export { createBatchHandler, type BatchHandlerOptions } from './create-batch-handler.ts';
export type { BatchSettings, HandleBatch } from './handle-batch.ts';
export { createJsonLogger } from './json-logger.ts';
export type { BatchResponse, InvocationContext, SqsEvent, SqsRecord } from './sqs-event.ts';
