import type { TaskNetwork } from './network.ts';
import type { RequestContext } from './service.ts';

/** What every service of one running cloud shares. Given to each `create<Service>Service(environment, deps)`. */
export interface CloudEnvironment {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** `http://127.0.0.1:PORT` of the running cloud; throws before it listens. */
  origin(): string;
  readonly network: TaskNetwork;
  /** A folder of this cloud for blobs and sockets: DIR of `--data DIR`, else a temporary one removed on stop. */
  readonly directory: string;
  /** The context in which one service calls another's operations, e.g. `contextFor('ecs.amazonaws.com')`. */
  contextFor(servicePrincipal: string): RequestContext;
}
