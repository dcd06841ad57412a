import type { Server } from 'node:http';
import type { Clock } from '../../../clock.ts';
import type { CertificateReader } from '../../acm/index.ts';
import type { TaskNetwork } from '../../../network.ts';
import { loadBalancersOf, type Records } from '../elb.ts';
import type { ListenerRecord, LoadBalancerRecord } from '../model.ts';
import { createTargetPool, type TargetPool } from '../targets/pool.ts';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { serveListener } from './serve.ts';
import { createTrafficMetrics, type TrafficMetrics } from './traffic-metrics.ts';

/** The ports, proxies and health checks behind the records. */
export interface DataPlane {
  readonly metrics: TrafficMetrics;
  /** Takes the port of a load balancer to be; `preferred` is the one it had before a restart. */
  reserve(preferred?: number): Promise<number>;
  /** Serves a listener: on the load balancer's own port when it is on port 80, else on a port of its own. */
  open(loadBalancer: LoadBalancerRecord, listener: ListenerRecord): Promise<void>;
  close(listener: ListenerRecord): Promise<void>;
  /** Gives a load balancer's own port back. */
  free(loadBalancer: LoadBalancerRecord): Promise<void>;
  /** The port on this machine that a listener answers on. */
  portOf(listener: ListenerRecord): number | undefined;
  serverOf(listener: ListenerRecord): Server | undefined;
  pool(targetGroupArn: string): TargetPool;
  /** Begins and ends health checks as target groups come into use and out of it; forgets deleted groups. */
  refreshUse(): void;
  stop(): Promise<void>;
}

export function createDataPlane(
  records: Records,
  deps: { network: TaskNetwork; clock: Clock; certificates: CertificateReader },
): DataPlane {
  const metrics = createTrafficMetrics();
  const pools = new Map<string, TargetPool>();
  const mainDoors = new Map<number, FrontDoor>();
  const listenerDoors = new Map<string, { door: FrontDoor; main: boolean }>();

  const pool = (arn: string): TargetPool | undefined => {
    const group = records.targetGroups.get(arn);
    if (group === undefined) return undefined;
    const known = pools.get(arn);
    if (known !== undefined) return known;
    const fresh = createTargetPool(group, deps);
    pools.set(arn, fresh);
    return fresh;
  };

  return {
    metrics,
    async reserve(preferred = 0) {
      const door = await createFrontDoor(preferred);
      mainDoors.set(door.port, door);
      return door.port;
    },
    async open(loadBalancer, listener) {
      const certificate = listener.secure && deps.certificates.certificate(listener.secure.certificateArn);
      const main = listener.port === 80 && !certificate ? mainDoors.get(loadBalancer.port) : undefined;
      const door = main ?? (await createFrontDoor(0, certificate));
      listenerDoors.set(listener.arn, { door, main: main !== undefined });
      door.open(serveListener(loadBalancer, listener, { network: deps.network, metrics, pool }));
    },
    async close(listener) {
      const held = listenerDoors.get(listener.arn);
      listenerDoors.delete(listener.arn);
      if (held?.main === true) held.door.shut();
      else await held?.door.stop();
    },
    async free(loadBalancer) {
      const door = mainDoors.get(loadBalancer.port);
      mainDoors.delete(loadBalancer.port);
      await door?.stop();
    },
    portOf: (listener) => listenerDoors.get(listener.arn)?.door.port,
    serverOf: (listener) => listenerDoors.get(listener.arn)?.door.server,
    pool(arn) {
      const found = pool(arn);
      if (found === undefined) throw new Error(`No target group ${arn}: it was deleted while in use.`);
      return found;
    },
    refreshUse() {
      for (const arn of records.targetGroups.keys()) {
        pool(arn)?.monitor.setInUse(loadBalancersOf(records, arn).length > 0);
      }
      for (const [arn, gone] of pools) {
        if (records.targetGroups.has(arn)) continue;
        gone.stop();
        pools.delete(arn);
      }
    },
    async stop() {
      for (const one of pools.values()) one.stop();
      const doors = [...mainDoors.values(), ...[...listenerDoors.values()].map(({ door }) => door)];
      await Promise.all([...new Set(doors)].map((door) => door.stop()));
    },
  };
}
