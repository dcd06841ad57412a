import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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

/**
 * The Lambda Runtime API of one execution environment, on a port of its own.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function serveRuntimeApi(events: RuntimeEvents): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  let pending: RuntimeInvocation | undefined;
  /** Whether an answer is being read: a runtime may ask for more right behind it. */
  let isReading = false;
  let asksForMore = false;

  function flush(): void {
    if (waiting === undefined || pending === undefined) return;
    const [response, invocation] = [waiting, pending];
    waiting = pending = undefined;
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': invocation.payload.byteLength,
      'lambda-runtime-aws-request-id': invocation.requestId,
      'lambda-runtime-deadline-ms': String(invocation.deadline),
      'lambda-runtime-invoked-function-arn': invocation.invokedArn,
      'lambda-runtime-trace-id': invocation.traceId,
      ...(invocation.clientContext === undefined
        ? {}
        : { 'lambda-runtime-client-context': invocation.clientContext }),
    });
    response.end(invocation.payload);
  }

  function askForMore(): void {
    asksForMore = false;
    events.next();
    flush();
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    if (request.method === 'GET' && path === `${BASE}/invocation/next`) {
      waiting = response;
      if (isReading) asksForMore = true;
      else askForMore();
      return;
    }
    const chunks: Buffer[] = [];
    isReading = true;
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      isReading = false;
      take(path, request.method, Buffer.concat(chunks), response);
      if (asksForMore) askForMore();
    });
    // The process may be killed in the middle of a request.
    request.on('error', () => response.destroy());
  }

  function take(path: string, method: string | undefined, body: Buffer, response: ServerResponse): void {
    const about = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(path);
    const known = method === 'POST' && (about !== null || path === `${BASE}/init/error`);
    const text = known ? '{"status":"OK"}' : '{"errorType":"NotFound"}';
    const headers = { 'content-type': 'application/json', 'content-length': text.length };
    response.writeHead(known ? 202 : 404, headers).end(text);
    if (!known) return;
    if (about === null) events.initError(body);
    else events[about[2] as 'response' | 'error'](about[1] ?? '', body);
  }

  const server = createServer(handle);
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
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
      server.closeAllConnections();
    },
  };
}
