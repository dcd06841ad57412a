/** A listening socket on this machine. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * The local VPC: which socket on this machine stands behind a task's private address and container port.
 * Tasks carry addresses of their subnet (172.31.x.y) as on AWS; where they really listen is only known here.
 */
export interface TaskNetwork {
  /** Called by a task runtime once the container really listens. */
  publish(address: string, port: number, endpoint: Endpoint): void;
  /** Called by a task runtime when the task is gone. */
  withdraw(address: string): void;
  /** Where to connect for `address:port`; undefined when nothing listens there (as a refused connection on AWS). */
  resolve(address: string, port: number): Endpoint | undefined;
}

/** An empty local VPC. */
export function createTaskNetwork(): TaskNetwork {
  const endpoints = new Map<string, Map<number, Endpoint>>();
  return {
    publish(address, port, endpoint) {
      const ports = endpoints.get(address) ?? new Map<number, Endpoint>();
      ports.set(port, endpoint);
      endpoints.set(address, ports);
    },
    withdraw(address) {
      endpoints.delete(address);
    },
    resolve: (address, port) => endpoints.get(address)?.get(port),
  };
}
