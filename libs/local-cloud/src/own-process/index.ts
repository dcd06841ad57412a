// Of the cloud itself nothing is loaded here: a command that only starts one, or says what it was called wrongly with, is there sooner.
export { detectRuntime } from '../runtime/detect-runtime.ts';
export type { LocalCloudOptions } from '../options.ts';
export { type CloudProcess, startCloudProcess } from './start-cloud-process.ts';
