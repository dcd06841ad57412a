import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { orderRequestSchema } from '@phaseline/contracts';
import { afterEach, expect, test } from 'vitest';
import { createOrderBook } from './order-book.ts';
import { createOrderSource } from './order-source.ts';
import { startStream, type StreamAnswer } from './send-stream.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** An API that answers `failures` before it accepts a key, then always the same id for it; `what` each key is told first. */
async function startApi(failure: (key: string) => number | 'reset' | undefined): Promise<string> {
  const ids = new Map<string, { body: string; id: string }>();
  const failed = new Set<string>();
  server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    const answer = (isValid: boolean) => {
      const valid =
        isValid && request.headers['content-type'] === 'application/json' && !body.includes('NO-SUCH');
      const fails = failed.has(key) ? undefined : failure(key);
      failed.add(key);
      if (fails === 'reset') return void request.socket.destroy();
      const known = ids.get(key);
      const id = known?.id ?? `id-${ids.size}`;
      const conflict = known !== undefined && known.body !== body;
      const status = fails ?? (!valid ? 422 : conflict ? 409 : 202);
      if (status === 202) ids.set(key, { body, id });
      response.writeHead(status).end(status === 202 ? JSON.stringify({ orderId: id }) : 'no');
    };
    request.on('end', () => void isOrder(body).then(answer));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As the real API judges it: what is no order is refused, or it would be counted as accepted. */
async function isOrder(body: string): Promise<boolean> {
  try {
    const { issues } = await orderRequestSchema['~standard'].validate(JSON.parse(body));
    return issues === undefined;
  } catch {
    return false;
  }
}

async function sendAll(url: string, limit: number) {
  const answers: StreamAnswer[] = [];
  const book = createOrderBook();
  const stream = startStream({
    front: { url, host: 'orders.example.test' },
    source: createOrderSource(1, 'test'),
    ratePerSecond: 400,
    limit,
    signal: AbortSignal.timeout(30_000),
    onAnswer: (answer) => {
      answers.push(answer);
      book.answered(answer, 'now');
    },
  });
  await expect.poll(() => stream.sent, { timeout: 20_000 }).toBe(limit);
  await stream.stop();
  expect(stream.open).toBe(0);
  return { answers, book };
}

test('sends so many requests, and repeats only what was accepted', async () => {
  const { answers, book } = await sendAll(await startApi(() => undefined), 200);
  expect(answers).toHaveLength(200);
  const accepted = answers.filter(({ status }) => status === 202);
  const repeats = accepted.filter(({ request }) => request.kind === 'repeated');
  expect(repeats.length).toBeGreaterThan(0);
  expect(book.repeated).toBe(repeats.length);
  expect(book.orders.size).toBe(accepted.length - repeats.length);
  expect(book.problems.filter((problem) => problem.includes('repeated'))).toEqual([]);
});

test('an honest 503 is tried again with its key and is no problem', async () => {
  const { book } = await sendAll(await startApi((key) => (key.endsWith('3') ? 503 : undefined)), 60);
  expect(book.retried.get(503)).toBeGreaterThan(2);
  expect(book.problems.filter((problem) => problem.includes('503'))).toEqual([]);
});

test('a 502 and a connection that breaks are tried again too, and are told', async () => {
  const { book } = await sendAll(
    await startApi((key) => (key.endsWith('3') ? 502 : key.endsWith('4') ? 'reset' : undefined)),
    60,
  );
  expect(book.retried.get(502)).toBeGreaterThan(2);
  expect(book.retried.get(0)).toBeGreaterThan(2);
  expect(book.problems.filter((problem) => problem.includes('answered 502'))).not.toEqual([]);
  expect(book.problems.filter((problem) => problem.includes('answered not at all'))).not.toEqual([]);
});
