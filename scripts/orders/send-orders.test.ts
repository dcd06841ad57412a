import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { PlannedRequest } from './order-mix.ts';
import { sendOrders } from './send-orders.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const planned = (idempotencyKey: string, after?: number): PlannedRequest => ({
  kind: 'normal',
  idempotencyKey,
  body: '{}',
  contentType: 'application/json',
  expectedStatus: [202],
  after,
});

test('what repeats an order waits for its answer, also where that one was not yet due when its turn came', async () => {
  const open = new Set<string>();
  const together: string[] = [];
  server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    together.push(...open);
    open.add(key);
    const answer = (): void => {
      open.delete(key);
      response.writeHead(202).end('{"orderId":"a"}');
    };
    // Long enough for the repeat to come, were it sent when it is due.
    if (key === 'original') setTimeout(answer, 300);
    else answer();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plan = [planned('first'), planned('original'), planned('repeat', 1)];
  const options = { concurrency: 3, ratePerSecond: 20, signal: AbortSignal.timeout(30_000) };
  const sent = await sendOrders(url, plan, options);
  expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(together).toEqual([]);
});
