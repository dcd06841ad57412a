import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Issued } from '../../acm/index.ts';

export interface Traffic {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Seconds that a client's connection may stay idle. */
  idleSeconds(): number;
}

/** A port of this machine that one listener of a load balancer answers on. */
export interface FrontDoor {
  readonly port: number;
  readonly server: Server;
  /** Takes traffic. Until then, and after {@link FrontDoor.shut}, connections are cut as nobody listens. */
  open(traffic: Traffic): void;
  shut(): void;
  stop(): Promise<void>;
}

/**
 * Takes a port and keeps it: closed doors hold theirs too, so that a load balancer's address never changes hands.
 * @param preferred The port to take, 0 for any; any other when that one is taken meanwhile.
 * @param secure What TLS is spoken with; without it none is.
 */
export async function createFrontDoor(preferred = 0, secure?: Issued): Promise<FrontDoor> {
  let traffic: Traffic | undefined;
  // The server forgets a connection that was upgraded; here it must still end with the door.
  const sockets = new Set<Socket>();
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const settings = {
    maxHeaderSize: 64 * 1024,
    // ALB bounds silence, not the length of an upload; the idle timeout does that here too.
    requestTimeout: 0,
    shouldUpgradeCallback: (request: IncomingMessage) =>
      request.headers.upgrade?.toLowerCase() === 'websocket',
  };
  const server = secure
    ? createSecureServer({ ...settings, cert: secure.certificate, key: secure.privateKey })
    : createServer(settings);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (traffic === undefined) socket.destroy();
  });
  server.on('request', (request, response) => {
    if (traffic === undefined) {
      request.socket.destroy();
      return;
    }
    server.keepAliveTimeout = traffic.idleSeconds() * 1000;
    traffic.request(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (traffic === undefined) socket.destroy();
    else traffic.upgrade(request, socket, head);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(preferred).catch(() => listen(0));

  return {
    port: (server.address() as AddressInfo).port,
    server,
    open(next) {
      traffic = next;
      server.keepAliveTimeout = next.idleSeconds() * 1000;
    },
    shut() {
      traffic = undefined;
      cutAll();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}
