import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { ExchangeError, type ExchangeRequest, type HttpAnswer } from './exchange.ts';
import { readResponse, type ResponseReader } from './response-reader.ts';

/** A body that stops arriving for this long is a broken answer. */
const BODY_TIMEOUT_MS = 10_000;

/** Where a connection goes, and what it may take. */
export interface ConnectionSettings {
  readonly origin: URL;
  /** Longest time to establish the connection, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** How long the connection may be idle, in milliseconds. */
  readonly idleMs: number;
  /** A TLS session of an earlier connection, to go on with. */
  readonly session?: Buffer | undefined;
  readonly onSession: (session: Buffer) => void;
  /** The connection is no more; it is told once. */
  readonly onClose: () => void;
}

/** One keep-alive connection, which carries one request at a time. */
export interface Connection {
  /** As `Transport.exchange`, for one request after the other. Throws a TypeError for a header of several lines. */
  exchange(request: ExchangeRequest): Promise<HttpAnswer>;
  /** Whether another request may be sent on it. */
  usable(): boolean;
  destroy(): void;
}

interface Exchange {
  readonly reader: ResponseReader;
  readonly headersTimeoutMs: number;
  answering: boolean;
  settle(error: Error | undefined, answer?: HttpAnswer): void;
}

/** Opens a connection to `origin`, an http: or https: URL. Its errors are those of what is sent on it. */
export function openConnection(settings: ConnectionSettings): Connection {
  const { connectTimeoutMs, idleMs } = settings;
  const socket = openSocket(settings);
  let connected = false;
  let current: Exchange | undefined;
  let reason: Error | undefined;

  const fail = (error: Error): void => {
    reason ??= error;
    socket.destroy();
  };
  const timedOut = (what: string, ms: number): void =>
    fail(Object.assign(new Error(`${what} for ${ms} ms`), { code: 'ETIMEDOUT' }));

  socket.setTimeout(connectTimeoutMs);
  socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
    connected = true;
    socket.setTimeout(current?.headersTimeoutMs ?? idleMs);
  });
  socket.on('session', settings.onSession);
  socket.on('timeout', () => {
    if (!connected) timedOut('not connected', connectTimeoutMs);
    else if (current === undefined) socket.destroy();
    else if (current.answering) timedOut('no more of the body', BODY_TIMEOUT_MS);
    else timedOut('no answer', current.headersTimeoutMs);
  });
  socket.on('data', (bytes: Buffer) => {
    // Bytes that nobody asked for.
    if (current === undefined) return void socket.destroy();
    if (!current.answering) {
      current.answering = true;
      socket.setTimeout(BODY_TIMEOUT_MS);
    }
    try {
      const answer = current.reader.push(bytes);
      if (answer !== undefined) finish(answer);
    } catch (error) {
      fail(Object.assign(error as Error, { code: 'EPROTO' }));
    }
  });
  socket.on('error', fail);
  socket.on('end', () => {
    const answer = current?.reader.end();
    if (answer !== undefined) finish(answer);
  });
  socket.on('close', () => {
    const ended = reason ?? Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    current?.settle(new ExchangeError(ended, connected));
    settings.onClose();
  });

  function finish(answer: HttpAnswer): void {
    const done = current as Exchange;
    current = undefined;
    if (done.reader.reusable) {
      socket.setTimeout(idleMs);
      // Kept for the next request, not to keep the process.
      socket.unref();
    } else {
      socket.destroy();
    }
    done.settle(undefined, answer);
  }

  return {
    usable: () => current === undefined && !socket.destroyed && socket.writable && !socket.readableEnded,
    destroy: () => void socket.destroy(),
    exchange(request) {
      const { signal, headersTimeoutMs } = request;
      const text = textOf(request);
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          if (current?.settle !== settle || current.answering) return;
          settle(signal?.reason as Error);
          current = undefined;
          socket.destroy();
        };
        function settle(error: Error | undefined, answer?: HttpAnswer): void {
          signal?.removeEventListener('abort', onAbort);
          if (answer === undefined) reject(error);
          else resolve(answer);
        }
        signal?.addEventListener('abort', onAbort, { once: true });
        current = { reader: readResponse(), headersTimeoutMs, answering: false, settle };
        if (connected) socket.setTimeout(headersTimeoutMs);
        socket.ref();
        socket.write(text, 'utf8');
      });
    },
  };
}

function openSocket({ origin, session }: ConnectionSettings): Socket {
  // An IPv6 address stands in brackets.
  const host = origin.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = origin.protocol === 'https:';
  const options = { host, port: Number(origin.port || (secure ? 443 : 80)), noDelay: true };
  if (!secure) return connectPlain(options);
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return connectSecure({
    ...options,
    ...servername,
    ...(session && { session }),
    ALPNProtocols: ['http/1.1'],
  });
}

/** The whole request. */
function textOf({ method, path, headers, body }: ExchangeRequest): string {
  let head = `${method} ${path} HTTP/1.1\r\n`;
  for (const name in headers) {
    const value = headers[name] as string;
    if (/[\r\n\0]/.test(value)) throw new TypeError(`the header ${name} must be one line`);
    head += `${name}: ${value}\r\n`;
  }
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
