// For whoever measures how functions start: the parts that an execution environment is made of, without the cloud around them.
export { startFunctionProcess, type FunctionExit, type FunctionProcess } from './function-process.ts';
export type { EnvironmentGift, FunctionSpec } from './function-spec.ts';
export { serveRuntimeApi, type RuntimeApi, type RuntimeEvents } from './runtime-api.ts';
