import type { Server } from 'node:http';
import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import type { CertificateReader } from '../acm/index.ts';
import { addressesHook } from './addresses-page.ts';
import { createDataPlane } from './data-plane/data-plane.ts';
import { listenersOf, type Elb, type Records } from './elb.ts';
import type { ListenerRecord } from './model.ts';
import { createOperations } from './operations/operations.ts';
import { restoreRecords, takeSnapshot } from './snapshot.ts';
import type { VpcReader } from './vpc-reader.ts';
import { collectMetrics, type LoadBalancerDatum } from './collect-metrics.ts';

/** One load balancer and where it really listens. */
export interface LoadBalancerAddress {
  readonly name: string;
  readonly arn: string;
  readonly listeners: { port: number; url: string }[];
}

export interface Elbv2Service extends Service {
  /** Where every listener answers on this machine: only the one on port 80 has the port of `DNSName`. */
  addresses(): LoadBalancerAddress[];
  /** Where a load balancer speaks TLS, by the port of its `DNSName`; undefined where none of its listeners does. */
  securePort(port: number): number | undefined;
  /** The server of the listener that a client of a load balancer should ask, by the port of its `DNSName`: that for TLS where there is one. */
  serverAt(port: number): Server | undefined;
  /** The load balancers that have a listener with this certificate. */
  certificateUsers(arn: string): string[];
  /** What CloudWatch is told of traffic and target health since the last call. */
  collectMetrics(): LoadBalancerDatum[];
}

const noCertificates: CertificateReader = { certificate: () => undefined };

/** Elastic Load Balancing v2: application load balancers that really listen, check health and forward. */
export function createElbv2Service(
  environment: CloudEnvironment,
  deps: { vpc: VpcReader; certificates?: CertificateReader; clock?: Clock },
): Elbv2Service {
  const clock = deps.clock ?? systemClock;
  const records: Records = { loadBalancers: new Map(), targetGroups: new Map(), listeners: new Map() };
  const certificates = deps.certificates ?? noCertificates;
  const dataPlane = createDataPlane(records, { network: environment.network, clock, certificates });
  const elb: Elb = { ...records, environment, clock, vpc: deps.vpc, dataPlane, certificates };
  const addresses = (): LoadBalancerAddress[] =>
    [...elb.loadBalancers.values()].map(({ name, arn }) => ({
      name,
      arn,
      listeners: listenersOf(elb, arn).map((listener) => ({
        port: listener.port,
        url: `${listener.secure ? 'https' : 'http'}://127.0.0.1:${dataPlane.portOf(listener)}`,
      })),
    }));
  const listenerFor = (port: number, own: number): ListenerRecord | undefined => {
    const of = [...elb.loadBalancers.values()].find((loadBalancer) => loadBalancer.port === port);
    return of && listenersOf(elb, of.arn).find((listener) => listener.port === own);
  };
  return {
    signingName: 'elasticloadbalancing',
    operations: createOperations(elb),
    http: addressesHook(addresses),
    async start() {
      for (const loadBalancer of elb.loadBalancers.values()) {
        const port = await dataPlane.reserve(loadBalancer.port);
        Object.assign(loadBalancer, { port, active: true });
        for (const listener of listenersOf(elb, loadBalancer.arn))
          await dataPlane.open(loadBalancer, listener);
      }
      dataPlane.refreshUse();
    },
    stop: () => dataPlane.stop(),
    snapshot: () => takeSnapshot(records),
    restore: (snapshot) => restoreRecords(records, snapshot),
    addresses,
    securePort(port) {
      const listener = listenerFor(port, 443);
      return listener?.secure && dataPlane.portOf(listener);
    },
    serverAt(port) {
      const secure = listenerFor(port, 443);
      const listener = secure?.secure ? secure : listenerFor(port, 80);
      return listener && dataPlane.serverOf(listener);
    },
    certificateUsers: (arn) =>
      [...elb.listeners.values()]
        .filter(({ secure }) => secure?.certificateArn === arn)
        .map(({ loadBalancerArn }) => loadBalancerArn),
    collectMetrics: () => collectMetrics(elb),
  };
}
