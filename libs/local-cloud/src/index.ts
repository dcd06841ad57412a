export { startLocalCloud, type LocalCloud } from './cloud.ts';
export type { CloudProcess } from './own-process/start-cloud-process.ts';
export type { LocalCloudOptions } from './options.ts';
export type { CallRecord } from './control/call-log.ts';
export type { Fault } from './control/fault.ts';
export { isEngineAvailable } from './runtime/docker/engine.ts';
