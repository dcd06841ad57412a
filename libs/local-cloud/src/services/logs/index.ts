export { createLogsService, type LogsService } from './service.ts';
