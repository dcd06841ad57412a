export { createStsService, type IssuedCredentials, type StsService } from './service.ts';
