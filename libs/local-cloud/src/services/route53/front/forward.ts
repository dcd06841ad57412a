import { type Agent, type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http';

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

/**
 * Sends a request on as it came, its Host included, and streams the answer back: the front stands where DNS does, and DNS changes
 * nothing. Sent once and never again. A target that cannot be reached is a 502.
 * @param host the target, with its port where it has one
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
  agent: Agent,
): void {
  const [, hostname = '', port = '80'] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  const headers = endToEnd(request);
  if (request.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked');
  else if (request.headers['content-length'] === undefined) headers.push('Content-Length', '0');
  const outgoing = sendRequest({
    host: hostname.replace(/^\[|\]$/g, ''),
    port,
    method: request.method,
    path: request.url,
    headers,
    agent,
  });
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
