import { setTimeout as delay } from 'node:timers/promises';
import { AwsServiceError } from './error.ts';

const MAX_DELAY_MS = 20_000;
const BASE_MS = 100;
/** Throttling asks for more patience than a lost connection. */
const THROTTLED_BASE_MS = 500;
const CAPACITY = 500;
const COST = 5;

/** Decides whether a failed call is tried again, and waits before it is. */
export interface Retry {
  /** Runs `attempt` up to `attempts` times. `idempotent`: may be repeated when its outcome is unknown. */
  run<T>(
    attempt: () => Promise<T>,
    options: { attempts: number; idempotent: boolean; signal?: AbortSignal | undefined },
  ): Promise<T>;
}

/**
 * Retries as AWS's standard mode does: exponential backoff with full jitter, and a bucket of tokens shared by all calls,
 * so that a service that is down is not buried under retries.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function createRetry(): Retry {
  let tokens = CAPACITY;
  return {
    async run(attempt, { attempts, idempotent, signal }) {
      for (let tried = 1; ; tried++) {
        try {
          const result = await attempt();
          tokens = Math.min(CAPACITY, tokens + (tried > 1 ? COST : 1));
          return result;
        } catch (error) {
          if (tried >= attempts || !(error instanceof AwsServiceError) || !error.retryable) throw error;
          if (error.outcomeUnknown && !idempotent) throw error;
          if (tokens < COST) throw error;
          tokens -= COST;
          const base = error.throttling ? THROTTLED_BASE_MS : BASE_MS;
          const wait = Math.random() * Math.min(MAX_DELAY_MS, base * 2 ** (tried - 1));
          await delay(wait, undefined, { signal }).catch(() => undefined);
          signal?.throwIfAborted();
        }
      }
    },
  };
}
