import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Attributes } from '../model.ts';

/** Headers that concern one connection only (RFC 9110, 7.6.1) and so never cross a proxy. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The end-to-end headers of a message as a flat list of names and values, in the order and case they came in. */
export function endToEnd(message: IncomingMessage, leaveOut: ReadonlySet<string> = new Set()): string[] {
  const named = (message.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const kept: string[] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index] ?? '';
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || named.includes(lower) || leaveOut.has(lower)) continue;
    kept.push(name, message.rawHeaders[index + 1] ?? '');
  }
  return kept;
}

const newTraceId = (): string =>
  `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
export function traceHeader(incoming: string | undefined): string {
  if (incoming === undefined || incoming === '') return `Root=${newTraceId()}`;
  const fields = incoming.split(';').map((field) => field.trim());
  const rest = fields.filter((field) => !field.startsWith('Self='));
  return rest.some((field) => field.startsWith('Root='))
    ? [`Self=${newTraceId()}`, ...rest].join(';')
    : [`Root=${newTraceId()}`, ...rest].join(';');
}

const REPLACED = new Set([
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-amzn-trace-id',
  // Node has answered it with 100 Continue already.
  'expect',
]);

/** What the target gets to see: the client's own headers, and those a load balancer adds. */
export function headersForTarget(
  request: IncomingMessage,
  attributes: Attributes,
  scheme: 'http' | 'https',
): string[] {
  const headers = endToEnd(request, REPLACED);
  const client = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const before = request.headersDistinct['x-forwarded-for']?.join(', ');
  const mode = attributes['routing.http.xff_header_processing.mode'] ?? 'append';
  if (mode === 'append')
    headers.push('X-Forwarded-For', before === undefined ? client : `${before}, ${client}`);
  else if (mode === 'preserve' && before !== undefined) headers.push('X-Forwarded-For', before);
  headers.push('X-Forwarded-Proto', scheme, 'X-Forwarded-Port', String(request.socket.localPort ?? 80));
  headers.push('X-Amzn-Trace-Id', traceHeader(request.headersDistinct['x-amzn-trace-id']?.[0]));
  // Framing is this connection's own affair: say it again for the next one, so that no body is ever of unknown length.
  if (request.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked');
  else if (request.headers['content-length'] === undefined) headers.push('Content-Length', '0');
  return headers;
}
