export { createSesService, type SesService } from './service.ts';
export type { StoredEmail } from './state.ts';
