import { setTimeout } from 'node:timers/promises';
import { isEngineAvailable } from './docker/engine.ts';

/** An engine that is asked and says nothing for this many milliseconds is broken. */
const PATIENCE = 3000;

/**
 * How tasks run best on this machine: as containers where a Docker engine answers on Linux, else as processes. Commands ask this;
 * {@link startLocalCloud} does not, because only one cloud at a time can have the engine, and tests start many.
 */
export async function detectRuntime(): Promise<'docker' | 'process'> {
  if (process.platform !== 'linux') return 'process';
  const silence = new AbortController();
  const available = await Promise.race([
    isEngineAvailable(),
    setTimeout(PATIENCE, false, { signal: silence.signal, ref: false }),
  ]);
  silence.abort();
  return available ? 'docker' : 'process';
}
