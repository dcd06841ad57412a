import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { ExchangeError, type ExchangeRequest, type HttpAnswer } from './exchange.ts';
import type { Transport, TransportSettings } from './transport.ts';

/** A body that stops arriving for this long is a broken answer. */
const BODY_TIMEOUT_MS = 10_000;

/** As of undici's pools: below the idle limit of AWS's endpoints, so that no request meets a reset. */
const IDLE_MS = 10_000;

/**
 * Keep-alive connections of `node:http` and `node:https`: a third of what undici's pool costs to load, at more CPU a
 * call. For functions, whose first answer waits for every byte of code.
 */
export function createLeanTransport({ connections, connectTimeoutMs }: TransportSettings): Transport {
  const settings = { keepAlive: true, maxSockets: connections, timeout: IDLE_MS };
  let plain: HttpAgent | undefined;
  let secure: HttpsAgent | undefined;
  let usedAt = Date.now();
  const running = new Set<Promise<unknown>>();

  /** A function's timers stand still between invocations, the clock and AWS's endpoints do not. */
  function dropStale(): void {
    if (running.size > 0 || Date.now() - usedAt < IDLE_MS) return;
    plain?.destroy();
    secure?.destroy();
    plain = secure = undefined;
  }

  function exchange(origin: string, request: ExchangeRequest): Promise<HttpAnswer> {
    const url = new URL(request.path, origin);
    const options = { method: request.method, headers: request.headers };
    const open = () =>
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: (secure ??= new HttpsAgent(settings)) })
        : httpRequest(url, { ...options, agent: (plain ??= new HttpAgent(settings)) });
    return send(open, request, connectTimeoutMs);
  }

  return {
    exchange(origin, request) {
      dropStale();
      const answer = exchange(origin, request);
      const settled: Promise<unknown> = Promise.allSettled([answer]).finally(() => {
        running.delete(settled);
        usedAt = Date.now();
      });
      running.add(settled);
      return answer;
    },
    async close() {
      await Promise.all(running);
      plain?.destroy();
      secure?.destroy();
    },
  };
}

/** Sends `request` on what `open` opens; see {@link Transport.exchange}. */
function send(
  open: () => ReturnType<typeof httpRequest>,
  { signal, body, headersTimeoutMs }: ExchangeRequest,
  connectTimeoutMs: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    let sent = false;
    let answering = false;
    const request = open();

    // Armed for one stage after the other: to connect, to answer, and then again with every piece of the body.
    let timer: NodeJS.Timeout;
    const within = (ms: number, what: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        request.destroy(Object.assign(new Error(`${what} for ${ms} ms`), { code: 'ETIMEDOUT' }));
      }, ms);
    };
    const onAbort = (): void => {
      if (answering) return;
      reject(signal?.reason as Error);
      request.destroy();
    };
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: Error): void => {
      end();
      reject(new ExchangeError(error, sent));
    };

    const onConnected = (): void => {
      sent = true;
      within(headersTimeoutMs, 'no answer');
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    within(connectTimeoutMs, 'not connected');
    request.on('socket', (socket) => {
      // A kept connection is connected already, and says so no more.
      if (request.reusedSocket) onConnected();
      else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', onConnected);
    });
    request.on('error', fail);
    request.on('response', (response) => {
      answering = true;
      within(BODY_TIMEOUT_MS, 'no more of the body');
      response.on('data', () => within(BODY_TIMEOUT_MS, 'no more of the body'));
      const { statusCode = 0, headers } = response;
      readWhole(response)
        .finally(end)
        .then((text) => resolve({ statusCode, headers, body: text }))
        .catch(fail);
    });
    request.end(body);
  });
}

async function readWhole(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
