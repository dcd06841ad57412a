import type { ExchangeRequest, HttpAnswer } from './exchange.ts';

/** How requests reach a host: pooled by undici where throughput counts, straight on sockets where start-up does. */
export interface Transport {
  /**
   * One request to `origin` and its whole answer. Rejects with an `ExchangeError`, or with the signal's reason; an abort
   * counts only until the answer begins.
   */
  exchange(origin: string, request: ExchangeRequest): Promise<HttpAnswer>;
  /** Waits for running requests, then closes every connection. */
  close(): Promise<void>;
}

/** Connection settings of every transport. */
export interface TransportSettings {
  /** Most connections to one host. */
  readonly connections: number;
  /** Longest time to establish a connection, in milliseconds. */
  readonly connectTimeoutMs: number;
}

/** Makes a {@link Transport}; nothing connects before the first request. */
export type CreateTransport = (settings: TransportSettings) => Transport;
