export { createEcrService, type EcrService } from './service.ts';
