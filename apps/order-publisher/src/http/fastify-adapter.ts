import { STATUS_CODES, type ServerResponse } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { BODY_LIMIT, refuseEncodings } from './body-rules.ts';
import { problemOf } from './problem-exception.ts';
import { kindOfStatus, PROBLEM_KINDS, type ProblemKind } from './problem-kinds.ts';
import { contextOf } from './request-context.ts';
import { SECURE_HEADERS } from './secure-headers.ts';

/** An ALB keeps idle connections for 60 s: we must keep them longer, or it sends a request into a closing socket. */
const KEEP_ALIVE_MS = 75_000;

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Fastify as this API wants it: limits, strict JSON, one log line a request. Health checks are logged at debug. */
export function createFastifyAdapter(logger: Logger): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Longer than any honest client needs for 64 KB; ends slow-drip connections.
    requestTimeout: 15_000,
    // A request that a kept connection still brings while we close is answered, with Connection: close.
    return503OnClosing: false,
    skipMiddie: true,
    frameworkErrors: answerUnroutable,
    // A longer id is no id: the router would answer 414 before we can answer 404.
    routerOptions: { maxParamLength: 4096 },
    clientErrorHandler: (error, socket) => {
      if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
        socket.destroy();
        return;
      }
      socket.end(rawProblem(kindOfClientError(error)));
    },
  });
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      refuseEncodings(request.headers);
      // Bytes: the pipe parses them, so that a bad order costs its sender no connection, and Lambda does the same.
      done(null, body);
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRequest', (request, reply, done) => {
    const context = contextOf(request);
    reply.headers({ ...SECURE_HEADERS, 'x-request-id': context.requestId, traceparent: context.traceparent });
    done();
  });
  closeKeptConnections(adapter);
  server.addHook('onResponse', (request, reply, done) => {
    const { requestId, traceId, fields } = contextOf(request);
    // The route, never the URL: what a caller writes into a query is not ours to keep.
    const route = request.routeOptions.url ?? '(none)';
    const level = route === '/health' || route === '/ready' ? 'debug' : 'info';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    logger[level](
      { requestId, traceId, ...fields, method: request.method, route, status: reply.statusCode, ms },
      'request',
    );
    done();
  });
  return adapter;
}

/**
 * Lets close() end soon: a connection that its client keeps open would hold it up for as long as we promised to keep it.
 * Answers from then on close theirs, and those that were just being written are swept up once they are idle.
 */
function closeKeptConnections(adapter: FastifyAdapter): void {
  const server = adapter.getInstance();
  let sweep: NodeJS.Timeout | undefined;
  server.addHook('preClose', (done) => {
    sweep = setInterval(() => server.server.closeIdleConnections(), 100);
    done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (sweep !== undefined) reply.header('connection', 'close');
    done();
  });
  server.addHook('onClose', (_server, done) => {
    clearInterval(sweep);
    done();
  });
}

/** A URL the router cannot decode reaches no hook and no filter. */
function answerUnroutable(
  error: { statusCode?: number | undefined },
  _request: unknown,
  reply: { readonly raw: Pick<ServerResponse, 'writeHead'> },
): void {
  const problem = problemOf(kindOfStatus(error.statusCode ?? 400));
  reply.raw
    .writeHead(problem.status, { ...SECURE_HEADERS, 'content-type': PROBLEM_JSON })
    .end(JSON.stringify(problem));
}

function kindOfClientError(error: Error & { code?: string }): ProblemKind {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-timeout';
  return 'malformed-request';
}

/** A whole HTTP answer for a request that never became one. */
function rawProblem(kind: ProblemKind): string {
  const { status } = PROBLEM_KINDS[kind];
  const body = JSON.stringify(problemOf(kind));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
