import { type Agent, request } from 'node:http';
import { request as requestTls } from 'node:https';
import type { PlannedRequest } from './order-mix.ts';

/** Where orders are sent: a URL, and the name to ask there when it stands for several. */
export interface Front {
  readonly url: string;
  readonly host?: string | undefined;
}

/** One answer; status 0 is none at all, and the body says why. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts one order, once. Never rejects: a broken connection is an answer of status 0. */
export function postOrder(
  front: Front,
  planned: PlannedRequest,
  agent: Agent,
  signal: AbortSignal,
): Promise<Answer> {
  const url = new URL('/orders', front.url);
  const isTls = url.protocol === 'https:';
  const send = isTls ? requestTls : request;
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: 0, body: error.message });
    const outgoing = send(
      url,
      {
        method: 'POST',
        // The pooled agent speaks plain HTTP only; over TLS Node's own global agent keeps connections alive.
        ...(isTls ? {} : { agent }),
        signal,
        timeout: 30_000,
        headers: {
          ...(front.host !== undefined && { host: front.host }),
          'content-type': planned.contentType,
          'content-length': Buffer.byteLength(planned.body),
          'idempotency-key': planned.idempotencyKey,
        },
      },
      (incoming) => {
        let body = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => (body += chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }));
        incoming.on('error', fail);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 30 s')));
    outgoing.on('error', fail);
    outgoing.end(planned.body);
  });
}

/** The order that an answer accepted. */
export function orderIdOf({ status, body }: Answer): string | undefined {
  return status === 202 ? (JSON.parse(body) as { orderId: string }).orderId : undefined;
}

/** Resolves after a while, at once when the signal is aborted. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
