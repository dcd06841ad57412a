import { request as sendRequest, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { endToEnd } from './headers.ts';
import type { Hop } from './forward.ts';

function writeHead(socket: Duplex, status: number, message: string | undefined, headers: string[]): void {
  const lines = [`HTTP/1.1 ${status} ${message ?? STATUS_CODES[status] ?? ''}`];
  for (let index = 0; index < headers.length; index += 2)
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
}

/** Refuses an upgrade with an answer of the load balancer's own. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  writeHead(socket, status, undefined, [
    'Server',
    'awselb/2.0',
    'Content-Length',
    '0',
    'Connection',
    'close',
  ]);
  socket.end();
}

/**
 * Carries a WebSocket handshake to a target and, once it agrees, the bytes both ways until one side ends.
 * @returns the status of the handshake when the connection is over; never rejects.
 */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  hop: Hop,
): Promise<number> {
  return new Promise((resolve) => {
    let status = 502;
    const outgoing = sendRequest({
      host: hop.endpoint.host,
      port: hop.endpoint.port,
      method: request.method,
      path: request.url,
      // The handshake is the one case where these two are meant for the target as well.
      headers: [...hop.headers, 'Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? 'websocket'],
      agent: false,
      timeout: hop.idleSeconds * 1000,
    });
    outgoing.on('upgrade', (answer, target, targetHead) => {
      status = answer.statusCode ?? 101;
      writeHead(socket, status, answer.statusMessage, answer.rawHeaders);
      target.setTimeout(hop.idleSeconds * 1000, () => target.destroy());
      if (targetHead.length > 0) socket.write(targetHead);
      if (head.length > 0) target.write(head);
      target.pipe(socket).pipe(target);
      target.on('error', () => socket.destroy());
      target.on('close', () => socket.destroy());
      socket.on('close', () => target.destroy());
    });
    outgoing.on('response', (answer) => {
      status = answer.statusCode ?? 502;
      writeHead(socket, status, answer.statusMessage, [...endToEnd(answer), 'Connection', 'close']);
      answer.pipe(socket);
    });
    outgoing.on('timeout', () => {
      status = 504;
      refuseUpgrade(socket, status);
      outgoing.destroy();
    });
    outgoing.on('error', () => {
      if (socket.writable) refuseUpgrade(socket, status);
    });
    socket.on('error', () => outgoing.destroy());
    socket.on('close', () => {
      outgoing.destroy();
      resolve(status);
    });
    outgoing.end();
  });
}
