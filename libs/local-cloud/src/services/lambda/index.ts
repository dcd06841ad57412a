export { createLambdaService, type LambdaService } from './service.ts';
