import type { CredentialProvider } from './credentials/credentials.ts';
import { AwsServiceError } from './error.ts';
import type { Endpoint, ServiceName } from './endpoint.ts';
import { failureOf, type ErrorReader } from './failure.ts';
import { ExchangeError, type HttpAnswer } from './http/exchange.ts';
import type { Transport } from './http/transport.ts';
import { createRetry } from './retry.ts';
import { createSigner } from './signer.ts';

/** What a caller of any operation may choose. */
export interface CallOptions {
  /** Ends the call with the signal's reason, unless its answer has begun to arrive. */
  readonly signal?: AbortSignal | undefined;
  /** Most tries, the first included. */
  readonly attempts?: number | undefined;
  /** Repeating the call does no harm: it is retried also when its outcome is unknown. */
  readonly idempotent?: boolean | undefined;
  /** Longest wait for this call's answer to begin, in milliseconds, in place of the client's. */
  readonly answerTimeoutMs?: number | undefined;
}

/** One request before it is signed. */
export interface Call {
  readonly operation: string;
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly idempotent: boolean;
  /** How long the service may hold the answer back on purpose, in milliseconds. */
  readonly holdMs?: number;
}

/** Signs, sends, retries; resolves to the body of a 2xx answer. Rejects with {@link AwsServiceError}. */
export type Caller = (call: Call, options?: CallOptions) => Promise<string>;

/** What {@link createCaller} needs. */
export interface CallerSettings {
  readonly service: ServiceName;
  readonly region: string;
  readonly credentials: CredentialProvider;
  readonly transport: Transport;
  readonly readError: ErrorReader;
  readonly attempts: number;
  /** Longest wait for an answer to begin, in milliseconds, beyond what a long poll holds it back. */
  readonly requestTimeoutMs: number;
}

const MAX_SKEW_MS = 4 * 60_000;

/** The signed, retrying way to one service. */
export function createCaller(settings: CallerSettings): Caller {
  const { service, transport, readError } = settings;
  const sign = createSigner(service, settings.region);
  const retry = createRetry();
  let skewMs = 0;

  async function attempt(call: Call, { signal, answerTimeoutMs }: CallOptions): Promise<string> {
    const { endpoint, body } = call;
    const path = endpoint.prefix + call.path;
    const credentials = await settings.credentials();
    const request = { method: 'POST', host: endpoint.host, path, headers: call.headers, body } as const;
    const headers = sign(request, credentials, Date.now() + skewMs);
    const headersTimeoutMs = (answerTimeoutMs ?? settings.requestTimeoutMs) + (call.holdMs ?? 0);
    let answer: HttpAnswer;
    try {
      answer = await transport.exchange(endpoint.origin, {
        method: 'POST',
        path,
        headers,
        body,
        headersTimeoutMs,
        signal,
      });
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      const fields = { service, operation: call.operation, code: error.code, members: {} };
      throw new AwsServiceError(
        `no answer from ${endpoint.origin}: ${error.message}`,
        { ...fields, retryable: true, throttling: false, outcomeUnknown: error.sent },
        error.cause,
      );
    }
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answer.body;
    const skew = skewOf(answer);
    const skewed = Math.abs(skew - skewMs) > MAX_SKEW_MS;
    const failure = failureOf(service, call.operation, answer, readError(answer), skewed);
    if (skewed && failure.retryable) skewMs = skew;
    throw failure;
  }

  return (call, options = {}) =>
    retry.run(() => attempt(call, options), {
      attempts: options.attempts ?? settings.attempts,
      idempotent: options.idempotent ?? call.idempotent,
      signal: options.signal,
    });
}

/** How far the server's clock is ahead of ours. */
function skewOf(answer: HttpAnswer): number {
  const date = Date.parse(String(answer.headers['date']));
  return Number.isNaN(date) ? 0 : date - Date.now();
}
