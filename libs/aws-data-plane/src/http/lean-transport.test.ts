import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as NetServer,
  type Socket,
} from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { createAuthority, issue } from '@phaseline/local-cloud/certificates';
import { afterEach, expect, test, vi } from 'vitest';
import type { ExchangeRequest } from './exchange.ts';
import { createLeanTransport } from './lean-transport.ts';
import type { Transport } from './transport.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const post = (body = '{}', more: Partial<ExchangeRequest> = {}): ExchangeRequest => ({
  method: 'POST',
  path: '/',
  headers: { host: 'localhost' },
  body,
  headersTimeoutMs: 10_000,
  ...more,
});

function exchanging(connections = 8): Transport['exchange'] {
  const transport = createLeanTransport({ connections, connectTimeoutMs: 3000 });
  cleanUps.push(() => transport.close());
  return (origin, request) => transport.exchange(origin, request);
}

async function listening(server: NetServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server, and the connections that it was given. */
async function serving(answer: RequestListener): Promise<{ origin: string; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer(answer).on('connection', (socket: Socket) => sockets.push(socket));
  return { origin: await listening(server), sockets };
}

const echo: RequestListener = (request, response) => void request.pipe(response);

test('one connection carries one request after the other, whatever is in them', async () => {
  const { origin, sockets } = await serving(echo);
  const exchange = exchanging();
  for (const body of ['', '{"a":"é\u{1F600}"}', 'x'.repeat(300_000)]) {
    expect(await exchange(origin, post(body))).toMatchObject({ statusCode: 200, body });
  }
  expect(sockets).toHaveLength(1);
});

test('there are never more connections than allowed, and whoever waits for one and leaves holds up nobody', async () => {
  const held: (() => void)[] = [];
  const { origin, sockets } = await serving((_, response) => held.push(() => response.end('{}')));
  const exchange = exchanging(2);
  const gone = new AbortController();
  const first = [exchange(origin, post()), exchange(origin, post())];
  const leaver = exchange(origin, post('', { signal: gone.signal }));
  const last = exchange(origin, post());
  await expect.poll(() => held.length).toBe(2);
  gone.abort(new Error('left'));
  await expect(leaver).rejects.toThrow('left');
  held.shift()?.();
  await expect.poll(() => held.length).toBe(2);
  for (const answer of held) answer();
  await Promise.all([...first, last]);
  expect(sockets).toHaveLength(2);
});

test('many at once are all answered, each by its own answer', async () => {
  const { origin, sockets } = await serving(echo);
  const exchange = exchanging(3);
  const bodies = Array.from({ length: 60 }, (_, index) => `{"n":${index}}`);
  const answers = await Promise.all(bodies.map((body) => exchange(origin, post(body))));
  expect(answers.map(({ body }) => body)).toEqual(bodies);
  expect(sockets.length).toBeLessThanOrEqual(3);
});

test('a connection that the server ends, or speaks on unasked, is not used again', async () => {
  const { origin, sockets } = await serving(echo);
  const exchange = exchanging();
  await exchange(origin, post());
  sockets[0]?.end();
  await new Promise((resolve) => sockets[0]?.once('close', resolve));
  await exchange(origin, post());
  sockets[1]?.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nforged');
  await new Promise((resolve) => sockets[1]?.once('close', resolve));
  expect((await exchange(origin, post('mine'))).body).toBe('mine');
  expect(sockets).toHaveLength(3);
});

test('what stood still longer than the server keeps a connection begins anew', async () => {
  const { origin, sockets } = await serving(echo);
  const exchange = exchanging();
  await exchange(origin, post());
  await new Promise(setImmediate);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
  await exchange(origin, post());
  expect(sockets).toHaveLength(2);
});

test('an answer that is not HTTP, or stops in the middle, is an error of a request that was sent', async () => {
  const answers = ['nonsense\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'];
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(answers.shift() ?? ''));
  });
  const origin = await listening(server);
  const exchange = exchanging();
  const errors = [await exchange(origin, post()).catch(asIs), await exchange(origin, post()).catch(asIs)];
  expect(errors).toMatchObject([
    { code: 'EPROTO', sent: true, message: expect.stringContaining('nonsense') as string },
    { code: 'ECONNRESET', sent: true },
  ]);
});

test('a header cannot become two', async () => {
  const { origin } = await serving(echo);
  const headers = { 'x-amz-security-token': 'a\r\nx-evil: b' };
  await expect(exchanging()(origin, post('', { headers }))).rejects.toThrow(
    'the header x-amz-security-token must be one line',
  );
});

test('over TLS: the name is checked against those we trust, and later connections go on with the first one’s session', async () => {
  const authority = createAuthority('Test authority', Date.now());
  const { certificate: cert, privateKey: key } = issue(authority, ['localhost'], Date.now());
  const resumed: boolean[] = [];
  const server = createSecureServer({ cert, key }, (request, response) => {
    response.writeHead(200, { connection: request.headers['x-then'] ?? 'keep-alive' }).end('{}');
  }).on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()));
  const origin = (await listening(server)).replace('http://127.0.0.1', 'https://localhost');
  const exchange = exchanging();
  await expect(exchange(origin, post())).rejects.toMatchObject({ sent: false, code: /CERT/ });

  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, authority.certificate]);
  cleanUps.push(() => setDefaultCACertificates(trusted));
  for (const then of ['close', 'keep-alive']) {
    const headers = { host: 'localhost', 'x-then': then };
    expect((await exchange(origin, post('', { headers }))).statusCode).toBe(200);
  }
  await new Promise(setImmediate);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
  expect((await exchange(origin, post())).statusCode).toBe(200);
  vi.useRealTimers();
  expect(resumed.slice(-3)).toEqual([false, true, true]);
  const other = origin.replace('localhost', '127.0.0.1');
  await expect(exchange(other, post())).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

const asIs = (error: unknown): unknown => error;
