import { type Agent, type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http';
import { type Agent as SecureAgent, request as sendSecurely } from 'node:https';

/** Headers that concern one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function endToEnd({ rawHeaders }: IncomingMessage): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) kept.push(name, rawHeaders[index + 1] ?? '');
  }
  return kept;
}

/** Where a request goes, and how. */
export interface Way {
  /** With its port where it has one. */
  readonly host: string;
  readonly agent: Agent;
  /** Where the target speaks TLS, and for which name it must have a certificate. */
  readonly secure?: { readonly port: number; readonly name: string; readonly agent: SecureAgent } | undefined;
}

/**
 * Sends a request on as it came, its Host included, and streams the answer back: the front stands where DNS does, and DNS changes
 * nothing. Sent once and never again. A target that cannot be reached is a 502.
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { host, agent, secure }: Way,
): void {
  const [, hostname = '', port = '80'] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  const headers = endToEnd(request);
  if (request.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked');
  else if (request.headers['content-length'] === undefined) headers.push('Content-Length', '0');
  const to = {
    host: hostname.replace(/^\[|\]$/g, ''),
    method: request.method,
    path: request.url,
    headers,
  };
  const outgoing = secure
    ? sendSecurely({ ...to, port: secure.port, servername: secure.name, agent: secure.agent })
    : sendRequest({ ...to, port, agent });
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502, `The target ${host} could not be reached: ${error.message}`);
  });
  response.on('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  request.pipe(outgoing);
}

/** An answer of the front's own. */
export function refuse(response: ServerResponse, status: number, error: string): void {
  const body = `${JSON.stringify({ error })}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
