export { createSqsService, type ServiceSender, type SqsService } from './service.ts';
export type { SqsOptions } from './queue/queues.ts';
