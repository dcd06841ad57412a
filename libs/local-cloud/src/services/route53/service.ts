import { systemClock, type Clock } from '../../clock.ts';
import type { Service } from '../../service.ts';
import { createFront } from './front/front.ts';
import { describeFront, frontsHook, type FrontFacts } from './front/fronts-page.ts';
import type { Dns, ZoneRecord } from './model.ts';
import { createOperations } from './operations/operations.ts';

export interface Route53Service extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Where the front listens, which names it stands for and where they lead. */
  front(): FrontFacts;
}

interface Snapshot {
  readonly port: number;
  readonly zones: ZoneRecord[];
}

/** Route 53: hosted zones and records, and one local front that follows them, weights included. */
export function createRoute53Service(deps: { clock?: Clock } = {}): Route53Service {
  const clock = deps.clock ?? systemClock;
  const dns: Dns = { clock, zones: new Map(), changes: new Map() };
  const front = createFront(dns.zones);
  let preferred = 0;
  return {
    signingName: 'route53',
    operations: createOperations(dns),
    http: frontsHook(front, dns.zones),
    start: () => front.start(preferred),
    stop: () => front.stop(),
    snapshot: (): Snapshot => ({ port: front.port, zones: [...dns.zones.values()] }),
    restore(snapshot) {
      const { port, zones } = snapshot as Snapshot;
      preferred = port;
      // Whatever was pending when the cloud stopped has long been in sync.
      for (const zone of zones) dns.zones.set(zone.id, { ...zone, published: zone.records });
    },
    front: () => describeFront(front, dns.zones),
  };
}
