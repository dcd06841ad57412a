import type { Dispatcher, Pool } from 'undici';

/** An HTTP answer, whole. Header names are lower case. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request that broke. `sent` says whether any of it may have reached the server. */
export class ExchangeError extends Error {
  readonly code: string;
  readonly sent: boolean;

  constructor(cause: Error, sent: boolean) {
    super(cause.message || 'the connection failed', { cause });
    this.name = 'ExchangeError';
    this.code = (cause as NodeJS.ErrnoException).code ?? cause.name;
    this.sent = sent;
  }
}

/** What {@link exchange} sends. */
export interface ExchangeRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Longest wait for the first byte of the answer, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** Ends the exchange; ignored once the answer has begun to arrive. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * One request and its whole answer, straight on undici's dispatcher: no streams, no web objects.
 * Rejects with {@link ExchangeError}, or with the signal's reason. An abort counts only until the answer begins: what a
 * server has already handed out (SQS messages are in flight from then on) must not be thrown away.
 */
export function exchange(pool: Pool, request: ExchangeRequest): Promise<HttpAnswer> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    let controller: Dispatcher.DispatchController | undefined;
    let statusCode = 0;
    let headers: HttpAnswer['headers'] = {};
    let body: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let answering = false;

    const onAbort = (): void => {
      if (answering) return;
      // First: undici reports the abort as a broken connection, which would be tried again.
      reject(signal?.reason as Error);
      controller?.abort(signal?.reason as Error);
    };
    signal?.addEventListener('abort', onAbort, { once: true });

    pool.dispatch(
      {
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
        headersTimeout: request.headersTimeoutMs,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (signal?.aborted === true) started.abort(signal.reason as Error);
        },
        onResponseStart(_, status, received) {
          if (status < 200) return;
          answering = true;
          statusCode = status;
          headers = received;
        },
        onResponseData(_, chunk) {
          if (body === undefined) body = chunk;
          else (rest ??= []).push(chunk);
        },
        onResponseEnd() {
          signal?.removeEventListener('abort', onAbort);
          const whole = rest === undefined ? body : Buffer.concat([body as Buffer, ...rest]);
          resolve({ statusCode, headers, body: whole === undefined ? '' : whole.toString('utf8') });
        },
        onResponseError(_, error) {
          signal?.removeEventListener('abort', onAbort);
          reject(new ExchangeError(error, controller !== undefined));
        },
      },
    );
  });
}
