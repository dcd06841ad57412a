import { openConnection, type Connection } from './connection.ts';
import type { ExchangeRequest, HttpAnswer } from './exchange.ts';
import type { Transport, TransportSettings } from './transport.ts';

/** As of undici's pools: below the idle limit of AWS's endpoints, so that no request meets a reset. */
const IDLE_MS = 10_000;

/** The connections to one origin. */
interface Pool {
  readonly all: Set<Connection>;
  /** The one used last is taken first: the others grow old and go. */
  readonly idle: Connection[];
  /** Requests for which there is no connection yet. */
  readonly waiting: (() => void)[];
  session: Buffer | undefined;
}

/**
 * Keep-alive connections straight on `node:net` and `node:tls`. For functions: their first answer waits for every byte of
 * code, and what comes after is too little for V8 to compile the long way through `node:http` or undici.
 */
export function createLeanTransport({ connections, connectTimeoutMs }: TransportSettings): Transport {
  const pools = new Map<string, Pool>();
  let usedAt = Date.now();
  const running = new Set<Promise<unknown>>();

  /** The pools stay: what comes next goes on with their TLS sessions. */
  function drop(): void {
    for (const { all } of pools.values()) for (const connection of all) connection.destroy();
  }

  /** A function's timers stand still between invocations, the clock and AWS's endpoints do not. */
  function dropStale(): void {
    if (running.size === 0 && Date.now() - usedAt >= IDLE_MS) drop();
  }

  function poolOf(origin: string): Pool {
    let pool = pools.get(origin);
    if (pool === undefined) {
      pool = { all: new Set(), idle: [], waiting: [], session: undefined };
      pools.set(origin, pool);
    }
    return pool;
  }

  function open(origin: string, pool: Pool): Connection {
    const connection = openConnection({
      origin: new URL(origin),
      connectTimeoutMs,
      idleMs: IDLE_MS,
      session: pool.session,
      onSession: (session) => {
        pool.session = session;
      },
      onClose: () => {
        pool.all.delete(connection);
        pool.waiting.shift()?.();
      },
    });
    pool.all.add(connection);
    return connection;
  }

  function idleOf(pool: Pool): Connection | undefined {
    for (let one = pool.idle.pop(); one !== undefined; one = pool.idle.pop()) if (one.usable()) return one;
    return undefined;
  }

  async function take(origin: string, pool: Pool, signal: AbortSignal | undefined): Promise<Connection> {
    for (;;) {
      signal?.throwIfAborted();
      const idle = idleOf(pool);
      if (idle !== undefined) return idle;
      if (pool.all.size < connections) return open(origin, pool);
      await turn(pool, signal);
      // The turn of one that has gone meanwhile is the next one's.
      if (signal?.aborted === true) pool.waiting.shift()?.();
    }
  }

  async function exchange(origin: string, request: ExchangeRequest): Promise<HttpAnswer> {
    const pool = poolOf(origin);
    const connection = await take(origin, pool, request.signal);
    try {
      return await connection.exchange(request);
    } finally {
      if (connection.usable()) {
        pool.idle.push(connection);
        pool.waiting.shift()?.();
      }
    }
  }

  return {
    exchange(origin, request) {
      dropStale();
      const answer = exchange(origin, request);
      const settled: Promise<unknown> = Promise.allSettled([answer]).finally(() => {
        running.delete(settled);
        usedAt = Date.now();
      });
      running.add(settled);
      return answer;
    },
    async close() {
      await Promise.all(running);
      drop();
    },
  };
}

/** Waits until a connection is free, or until `signal` aborts. */
function turn(pool: Pool, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      pool.waiting.splice(pool.waiting.indexOf(go), 1);
      go();
    };
    signal?.addEventListener('abort', leave, { once: true });
    pool.waiting.push(go);
  });
}
