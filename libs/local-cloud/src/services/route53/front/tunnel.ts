import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Where a tunnel ends. */
export interface End {
  readonly host: string;
  readonly port: number;
}

/**
 * Connects a client that asked by CONNECT, and leaves the two to themselves (RFC 9110, 9.3.6).
 * @param end undefined where the name leads nowhere, or nothing answers there
 */
export function tunnel(client: Duplex, head: Buffer, end: End | undefined): void {
  const refuse = (): void => void client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n');
  client.on('error', () => undefined);
  if (end === undefined) {
    refuse();
    return;
  }
  const target = connect(end);
  let open = false;
  target.on('error', () => (open ? client.destroy() : refuse()));
  client.on('close', () => target.destroy());
  target.on('close', () => open && client.destroy());
  target.on('connect', () => {
    open = true;
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) target.write(head);
    client.pipe(target).pipe(client);
  });
}
