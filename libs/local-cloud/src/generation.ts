import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compose, type Composition, type CompositionOptions } from './compose.ts';
import type { CloudEnvironment } from './environment.ts';
import { hooksOf } from './http/route.ts';
import { createTaskNetwork } from './network.ts';
import type { HttpHook, RequestContext, Service } from './service.ts';

/** One life of all services, from empty (or restored) until stopped; a reset begins another. */
export interface Generation {
  readonly composition: Composition;
  readonly services: ReadonlyMap<string, Service>;
  readonly hooks: readonly HttpHook[];
  /** Aborted when this life ends: long polls end on it. */
  readonly signal: AbortSignal;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface GenerationOptions extends CompositionOptions {
  readonly account: string;
  readonly region: string;
  readonly directory: string;
  readonly origin: () => string;
}

/** How long one service may take to stop before the cloud goes on without it, in milliseconds. */
const STOP_PATIENCE = 15_000;

/** All services, created but not started. */
export function createGeneration(options: GenerationOptions): Generation {
  const { account, region, directory, origin } = options;
  const ending = new AbortController();
  const environment: CloudEnvironment = {
    account,
    region,
    directory,
    origin,
    network: createTaskNetwork(),
    contextFor: (servicePrincipal): RequestContext => ({
      account,
      region,
      requestId: randomUUID(),
      origin: origin(),
      principal: { kind: 'service', arn: servicePrincipal },
      signal: ending.signal,
    }),
  };
  const composition = compose(environment, options);
  const started: Service[] = [];
  return {
    composition,
    services: new Map(composition.services.map((service) => [service.signingName, service])),
    hooks: hooksOf(composition.services),
    signal: ending.signal,
    async start() {
      for (const service of composition.services) {
        started.push(service);
        await service.start?.();
      }
    },
    async stop() {
      ending.abort();
      // Those that use others end before what they use.
      for (const service of started.splice(0).toReversed()) await stopInTime(service);
    },
  };
}

async function stopInTime(service: Service): Promise<void> {
  if (service.stop === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), STOP_PATIENCE);
  });
  try {
    if ((await Promise.race([service.stop(), late])) === 'late') {
      console.error(
        `${service.signingName} did not stop within ${STOP_PATIENCE / 1000} s; going on without it.`,
      );
    }
  } catch (error) {
    console.error(`${service.signingName} failed to stop:`, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Removes what services keep as files. */
export async function emptyDirectory(directory: string): Promise<void> {
  const entries = await readdir(directory).catch(() => []);
  await Promise.all(entries.map((entry) => rm(join(directory, entry), { recursive: true, force: true })));
}
