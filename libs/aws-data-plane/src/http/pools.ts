import { Pool } from 'undici';

/** Connection settings of every pool. */
export interface PoolSettings {
  /** Most connections to one host. */
  readonly connections: number;
  /** Longest time to establish a connection, in milliseconds. */
  readonly connectTimeoutMs: number;
}

/** One keep-alive connection pool per origin. */
export interface Pools {
  to(origin: string): Pool;
  /** Waits for running requests, then closes every connection. */
  close(): Promise<void>;
}

/** Below the idle limit of AWS's endpoints, so that we, not they, close an idle connection: no request meets a reset. */
const IDLE_MS = 10_000;
const BODY_TIMEOUT_MS = 10_000;

/** Creates {@link Pools}; nothing connects before the first request. */
export function createPools(settings: PoolSettings): Pools {
  const pools = new Map<string, Pool>();
  return {
    to(origin) {
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
    },
    async close() {
      await Promise.all(Array.from(pools.values(), (pool) => pool.close()));
    },
  };
}
