import { isEngineAvailable } from './docker/engine.ts';

/**
 * How tasks run best on this machine: as containers where a Docker engine answers on Linux, else as processes. Commands ask this;
 * {@link startLocalCloud} does not, because only one cloud at a time can have the engine, and tests start many.
 */
export async function detectRuntime(): Promise<'docker' | 'process'> {
  if (process.platform !== 'linux') return 'process';
  return (await isEngineAvailable()) ? 'docker' : 'process';
}
