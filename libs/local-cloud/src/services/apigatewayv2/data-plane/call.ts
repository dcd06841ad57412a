import type { IncomingMessage } from 'node:http';

/** One request to an API, read to its end. */
export interface Call {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly method: string;
  /** As it came, percent-encoded, stage included. */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** Names in lower case; what came several times is joined by commas. Without cookies. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
  /** What the client called the API by, with its port. */
  readonly domainName: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly protocol: string;
}

/** Headers that concern one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

export function toCall(
  request: IncomingMessage,
  body: Buffer,
  {
    requestId,
    time,
    traceId,
    scheme,
  }: { requestId: string; time: number; traceId: string; scheme: 'http' | 'https' },
): Call {
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?');
  const sourceIp = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const distinct = request.headersDistinct;
  const host = request.headers.host ?? '';
  const headers: Record<string, string> = {};
  for (const [name, values = []] of Object.entries(distinct)) {
    if (!HOP_BY_HOP.has(name) && name !== 'cookie') headers[name] = values.join(',');
  }
  const forwarded = headers['x-forwarded-for'];
  Object.assign(headers, {
    host,
    'content-length': String(body.length),
    'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? `Root=${traceId}`,
    'x-forwarded-for': forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`,
    'x-forwarded-port': String(request.socket.localPort ?? ''),
    'x-forwarded-proto': scheme,
  });
  return {
    requestId,
    time,
    method: request.method ?? 'GET',
    rawPath,
    rawQuery: query.join('?'),
    headers,
    cookies: (distinct.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter((one) => one !== ''),
    body,
    domainName: host,
    sourceIp,
    userAgent: headers['user-agent'] ?? '',
    protocol: `HTTP/${request.httpVersion}`,
  };
}
