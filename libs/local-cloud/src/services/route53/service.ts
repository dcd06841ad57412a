import { systemClock, type Clock } from '../../clock.ts';
import type { Service } from '../../service.ts';
import { createFront, type Surroundings } from './front/front.ts';
import { describeFront, frontsHook, type FrontFacts } from './front/fronts-page.ts';
import { answeredOf, type Dns, type ZoneRecord } from './model.ts';
import { normalName } from './names.ts';
import { createOperations } from './operations/operations.ts';

export interface Route53Service extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Where the front listens, which names it stands for and where they lead. */
  front(): FrontFacts;
  /** What is answered for a name: the value of its CNAME record. */
  cname(name: string): string | undefined;
}

interface Snapshot {
  readonly port: number;
  readonly zones: ZoneRecord[];
}

/** Route 53: hosted zones and records, and one local front that follows them, weights included. */
export function createRoute53Service(
  deps: { clock?: Clock; surroundings?: Surroundings & { readonly authorityFile: string } } = {},
): Route53Service {
  const clock = deps.clock ?? systemClock;
  const dns: Dns = { clock, zones: new Map(), changes: new Map() };
  const { surroundings = { securePort: () => undefined, serverAt: () => undefined, authorityFile: '' } } =
    deps;
  const front = createFront(dns.zones, surroundings);
  let preferred = 0;
  return {
    signingName: 'route53',
    operations: createOperations(dns),
    http: frontsHook(front, dns.zones, surroundings.authorityFile),
    start: () => front.start(preferred),
    stop: () => front.stop(),
    snapshot: (): Snapshot => ({ port: front.port, zones: [...dns.zones.values()] }),
    restore(snapshot) {
      const { port, zones } = snapshot as Snapshot;
      preferred = port;
      // Whatever was pending when the cloud stopped has long been in sync.
      for (const zone of zones)
        dns.zones.set(zone.id, { ...zone, published: answeredOf(zone, zone.records) });
    },
    front: () => describeFront(front, dns.zones, surroundings.authorityFile),
    cname: (name) =>
      [...dns.zones.values()]
        .flatMap(({ published }) => published)
        .find((set) => set.Type === 'CNAME' && set.Name === normalName(name))?.ResourceRecords?.[0]?.Value,
  };
}
