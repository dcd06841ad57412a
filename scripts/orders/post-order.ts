import { createLeanTransport, type Transport } from '@phaseline/aws-data-plane/http';
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

/** Posts one order, once, on a connection of `transport`. Never rejects: a broken connection is an answer of status 0. */
export async function postOrder(
  front: Front,
  planned: PlannedRequest,
  transport: Pick<Transport, 'exchange'>,
  signal: AbortSignal,
): Promise<Answer> {
  const { origin, host } = new URL(front.url);
  try {
    const { statusCode, body } = await transport.exchange(origin, {
      method: 'POST',
      path: '/orders',
      headers: {
        host: front.host ?? host,
        'content-type': planned.contentType,
        'idempotency-key': planned.idempotencyKey,
      },
      body: planned.body,
      headersTimeoutMs: 30_000,
      signal,
    });
    return { status: statusCode, body };
  } catch (error) {
    return { status: 0, body: (error as Error).message };
  }
}

/** The connections to the front that orders go out on. */
export function openConnections(connections: number): Transport {
  return createLeanTransport({ connections, connectTimeoutMs: 30_000 });
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
