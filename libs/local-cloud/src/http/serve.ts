import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Listening {
  readonly port: number;
  /** For what is no request. */
  readonly server: Server;
  /** Stops taking connections and ends those that are open. */
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1.
 * @param port 0 for any free one.
 * @param secure what TLS is spoken with; without it none is
 * @throws {Error} naming the port when it is taken or not allowed.
 */
export async function serve(
  port: number,
  handle: Handle,
  secure?: { readonly certificate: string; readonly privateKey: string },
): Promise<Listening> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      if (request.socket.destroyed || request.destroyed) return;
      console.error(`${request.method} ${request.url} failed:`, error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The local cloud failed; its own output says why.\n');
    });
  };
  const server = secure
    ? createSecureServer({ cert: secure.certificate, key: secure.privateKey }, answer)
    : createServer(answer);
  // Clients keep connections for long and send again on them; five seconds would race with that.
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'EADDRINUSE'
          ? 'is in use by another program; choose another port, or 0 for any free one'
          : `cannot be listened on: ${cause.message}`;
      reject(new Error(`Port ${port} of 127.0.0.1 ${reason}`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
