import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Connects a client that asked by CONNECT with a port of this machine, and leaves the two to themselves (RFC 9110, 9.3.6).
 * @param port undefined where the name leads nowhere, or nothing answers there
 */
export function tunnel(client: Duplex, head: Buffer, port: number | undefined): void {
  client.on('error', () => undefined);
  if (port === undefined) {
    client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n');
    return;
  }
  const target = connect(port, '127.0.0.1');
  target.on('error', () => client.destroy());
  client.on('close', () => target.destroy());
  target.on('close', () => client.destroy());
  target.on('connect', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) target.write(head);
    client.pipe(target).pipe(client);
  });
}
