import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { readRequests, type RuntimeRequest } from './read-requests.ts';

/** One event for a function, as the Runtime API hands it over. */
export interface RuntimeInvocation {
  readonly requestId: string;
  readonly payload: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly invokedArn: string;
  readonly traceId: string;
  /** JSON, as the caller's client context said it. */
  readonly clientContext?: string | undefined;
}

/** What the process behind a Runtime API says. */
export interface RuntimeEvents {
  /** It asks for the next invocation: INIT is over, or the last one is. */
  next(): void;
  response(requestId: string, body: Buffer): void;
  error(requestId: string, body: Buffer): void;
  initError(body: Buffer): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:PORT`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  deliver(invocation: RuntimeInvocation): void;
  close(): void;
}

const BASE = '/2018-06-01/runtime';
const ABOUT = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;
const TAKEN = answerOf('202 Accepted', '{"status":"OK"}');
const UNKNOWN = answerOf('404 Not Found', '{"errorType":"NotFound"}');
const BROKEN = answerOf('400 Bad Request', '{"errorType":"InvalidRequest"}', { connection: 'close' });

/**
 * The Lambda Runtime API of one execution environment, on a port of its own.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function serveRuntimeApi(events: RuntimeEvents): Promise<RuntimeApi> {
  let waiting: Socket | undefined;
  let pending: RuntimeInvocation | undefined;
  const sockets = new Set<Socket>();

  function flush(): void {
    if (waiting === undefined || pending === undefined) return;
    const [socket, invocation] = [waiting, pending];
    waiting = pending = undefined;
    const head = answerHead('200 OK', invocation.payload.byteLength, {
      'lambda-runtime-aws-request-id': invocation.requestId,
      'lambda-runtime-deadline-ms': String(invocation.deadline),
      'lambda-runtime-invoked-function-arn': invocation.invokedArn,
      'lambda-runtime-trace-id': invocation.traceId,
      ...(invocation.clientContext === undefined
        ? {}
        : { 'lambda-runtime-client-context': invocation.clientContext }),
    });
    socket.write(Buffer.concat([Buffer.from(head), invocation.payload]));
  }

  function take({ method, path, body }: RuntimeRequest, socket: Socket): void {
    if (method === 'GET' && path === `${BASE}/invocation/next`) {
      waiting = socket;
      events.next();
      flush();
      return;
    }
    const about = ABOUT.exec(path);
    const known = method === 'POST' && (about !== null || path === `${BASE}/init/error`);
    socket.write(known ? TAKEN : UNKNOWN);
    if (!known) return;
    if (about === null) events.initError(body);
    else events[about[2] as 'response' | 'error'](about[1] ?? '', body);
  }

  const server = createServer({ noDelay: true }, (socket) => {
    const read = readRequests();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The process may be killed in the middle of a request.
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const request of read(bytes)) take(request, socket);
      } catch (error) {
        console.error('Runtime API:', error);
        socket.end(BROKEN);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliver(invocation) {
      pending = invocation;
      flush();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function answerHead(status: string, length: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${lines.join('')}\r\n`;
}

function answerOf(status: string, body: string, headers: Readonly<Record<string, string>> = {}): string {
  return answerHead(status, body.length, headers) + body;
}
