import 'reflect-metadata';
import { once } from 'node:events';
import { connect } from 'node:net';
import { sampleOrderRequest } from '@phaseline/contracts';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpApp } from '../app.ts';
import type { OrderStore } from '../orders/order-store.ts';
import type { PublishOrder } from '../orders/order.service.ts';

/** A table that keeps nothing: these tests are about the server in front of it. */
const store: OrderStore = {
  save: async () => {},
  drop: async () => {},
  claim: async () => undefined,
  read: async () => ({ order: undefined, effects: [] }),
};

let close: (() => Promise<void>) | undefined;
const lines: Record<string, unknown>[] = [];

afterEach(async () => {
  await close?.();
  lines.length = 0;
});

async function start(publish: PublishOrder = async () => {}): Promise<{ url: string; port: number }> {
  const logger = pino(
    { level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const app = await createHttpApp({ store, publish, checks: {}, logger });
  await app.listen(0, '127.0.0.1');
  close = () => app.close();
  const url = await app.getUrl();
  return { url, port: Number(new URL(url).port) };
}

function order(url: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/orders?token=secret`, {
    method: 'POST',
    headers,
    body: JSON.stringify(sampleOrderRequest),
  });
}

/** Sends bytes as they are; gives back all that is answered. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

describe('the server', () => {
  it('answers a problem also to what is no HTTP', async () => {
    const { port } = await start();
    const answer = await raw(port, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toContain('"type":"/docs#malformed-request"');
  });

  it('answers 431 to headers without end', async () => {
    const { port } = await start();
    const answer = await raw(port, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"type":"/docs#headers-too-large"');
  });

  it('answers a problem to a URL that cannot be decoded', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/orders/%zz`);
    expect(await response.json()).toMatchObject({ status: 400, type: '/docs#malformed-request' });
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('logs a line a request with its ids and route, and neither URL nor payload', async () => {
    const { url } = await start();
    const { orderId, eventId } = (await (await order(url)).json()) as Record<string, string>;
    await expect
      .poll(() => lines.at(-1))
      .toMatchObject({ msg: 'request', method: 'POST', route: '/orders', status: 202, orderId, eventId });
    expect(lines.at(-1)?.['traceId']).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(lines)).not.toMatch(/secret|example\.com|Lovelace/);
  });

  it('finishes what is in flight when it is closed, and takes nothing more', async () => {
    let publish = (): void => {};
    const reached = new Promise<void>((resolve) => {
      publish = resolve;
    });
    let acknowledge = (): void => {};
    const acknowledged = new Promise<void>((resolve) => {
      acknowledge = resolve;
    });
    const { url } = await start(async () => {
      publish();
      await acknowledged;
    });
    const inFlight = order(url);
    await reached;
    const closing = close?.();
    await expect
      .poll(() =>
        fetch(`${url}/health`).then(
          () => 'taken',
          () => 'refused',
        ),
      )
      .toBe('refused');
    acknowledge();
    expect((await inFlight).status).toBe(202);
    await closing;
    close = undefined;
  });

  it('keeps idle connections longer than a load balancer does', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/health`);
    expect(Number(/timeout=(\d+)/.exec(response.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(65);
  });
});
