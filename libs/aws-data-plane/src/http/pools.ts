import { Pool } from 'undici';
import { exchange } from './exchange.ts';
import type { Transport, TransportSettings } from './transport.ts';

/** Below the idle limit of AWS's endpoints, so that we, not they, close an idle connection: no request meets a reset. */
const IDLE_MS = 10_000;
const BODY_TIMEOUT_MS = 10_000;

/** One keep-alive connection pool of undici per origin. */
export function createPools(settings: TransportSettings): Transport {
  const pools = new Map<string, Pool>();

  function to(origin: string): Pool {
    let pool = pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: settings.connections,
        keepAliveTimeout: IDLE_MS,
        bodyTimeout: BODY_TIMEOUT_MS,
        connect: { timeout: settings.connectTimeoutMs },
      });
      pools.set(origin, pool);
    }
    return pool;
  }

  return {
    exchange: (origin, request) => exchange(to(origin), request),
    async close() {
      await Promise.all(Array.from(pools.values(), (pool) => pool.close()));
    },
  };
}
