export type { EcsDependencies, SessionCredentials } from './dependencies.ts';
export type { Pace } from './pace.ts';
export { registryAccess } from './registry-access.ts';
export { createEcsService, type EcsService } from './service.ts';
