import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { EngineError, type Engine } from './engine.ts';

/**
 * The address at which the host answers in the network of the tasks. It has to be this one: the AWS SDKs take container
 * credentials over plain HTTP from nowhere else but loopback. https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
const GATEWAY = '169.254.170.2';
const SUBNET = '169.254.170.0/24';

/** The network of the tasks, and a door in it to the cloud, which itself listens on loopback only. */
export interface Bridge {
  readonly network: string;
  /** `http://169.254.170.2:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/** @param target The cloud's own port on loopback. @throws Error when the network is taken, or the engine is not on this machine. */
export async function openBridge(
  engine: Engine,
  labels: Record<string, string>,
  target: () => string,
): Promise<Bridge> {
  const name = `phaseline-${process.pid}`;
  const { Id: network } = await engine
    .call<{ Id: string }>('POST', '/networks/create', {
      body: {
        Name: name,
        Driver: 'bridge',
        Labels: labels,
        IPAM: { Config: [{ Subnet: SUBNET, Gateway: GATEWAY }] },
      },
    })
    .catch((cause: unknown) => {
      const why = cause instanceof EngineError ? cause.message : String(cause);
      throw new Error(
        `The Docker network ${SUBNET} cannot be created (${why}). Another local cloud with the docker runtime may be running: stop it, or use the process runtime`,
        { cause },
      );
    });
  const sockets = new Set<Socket>();
  const door: Server = createServer((inside) => {
    const { hostname, port } = new URL(target());
    const outside = connect(Number(port), hostname);
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        inside.destroy();
        outside.destroy();
      });
      // What breaks one side closes both; there is nobody else to tell.
      socket.on('error', () => undefined);
    }
    inside.pipe(outside).pipe(inside);
  });
  const removeNetwork = () => engine.call('DELETE', `/networks/${network}`, { accept: [404] });
  try {
    door.listen(0, GATEWAY);
    await once(door, 'listening');
  } catch (cause) {
    await removeNetwork();
    throw new Error(
      `Cannot listen on ${GATEWAY}: the docker runtime needs an engine on this very machine; use the process runtime`,
      { cause },
    );
  }
  return {
    network: name,
    origin: `http://${GATEWAY}:${(door.address() as AddressInfo).port}`,
    async close() {
      door.close();
      for (const socket of sockets) socket.destroy();
      await removeNetwork();
    },
  };
}
