import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { ZoneRecord } from '../model.ts';
import { normalName } from '../names.ts';

/** The types that lead to something that serves HTTP. */
const LEADING = new Set(['A', 'AAAA', 'CNAME']);
const MAX_HOPS = 8;

/** One record set of a name, where it leads, and with which part of the traffic. */
export interface FrontTarget {
  readonly setIdentifier: string | undefined;
  /** Undefined for a record without routing by weight: it gets everything. */
  readonly weight: number | undefined;
  /** A host, with its port where it has one. */
  readonly host: string;
}

/** Where a name leads now: one target of each of its record sets. Of no name or no answer: none. */
export function targetsOf(zones: Iterable<ZoneRecord>, name: string): FrontTarget[] {
  return recordsOf(zones, normalName(name)).flatMap((set) => {
    const host = hostOf(set);
    return host === undefined ? [] : [{ setIdentifier: set.SetIdentifier, weight: set.Weight, host }];
  });
}

/** Every host name that leads somewhere: one that begins with `_` is no host's (a certificate's proof). */
export function frontNames(zones: Iterable<ZoneRecord>): string[] {
  const names = [...zones].flatMap(({ published }) =>
    published
      .filter(({ Type = '', Name = '' }) => LEADING.has(Type) && !Name.startsWith('_'))
      .map(({ Name = '' }) => Name),
  );
  return [...new Set(names)].sort();
}

/**
 * Follows a name to the host that serves it, deciding between weighted records as they come.
 * @param random A number in [0, 1).
 * @returns undefined when the name leads nowhere, or round in a circle.
 */
export function resolveHost(
  zones: readonly ZoneRecord[],
  name: string,
  random: () => number,
): string | undefined {
  let host: string | undefined = name;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const targets = targetsOf(zones, host);
    // What is in no zone of ours is the end: a load balancer, an API, some other host.
    if (targets.length === 0) return hop === 0 ? undefined : host;
    host = choose(targets, random)?.host;
    if (host === undefined) return undefined;
  }
  return undefined;
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html: all 0 is equal shares. */
export function choose(targets: readonly FrontTarget[], random: () => number): FrontTarget | undefined {
  const total = targets.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) return targets[Math.floor(random() * targets.length)];
  let left = random() * total;
  return targets.find(({ weight = 1 }) => (left -= weight) < 0);
}

function recordsOf(zones: Iterable<ZoneRecord>, name: string): ResourceRecordSet[] {
  const sets = [...zones].flatMap(({ published }) =>
    published.filter((set) => set.Name === name && LEADING.has(set.Type ?? '')),
  );
  // IPv4 and IPv6 records of a name are two ways to the same: one of them is followed.
  const first = sets.find(({ Type }) => Type !== 'AAAA') ?? sets[0];
  return sets
    .filter(({ Type }) => Type === first?.Type)
    .sort((a, b) => ((a.SetIdentifier ?? '') < (b.SetIdentifier ?? '') ? -1 : 1));
}

function hostOf({ AliasTarget, ResourceRecords, Type }: ResourceRecordSet): string | undefined {
  const value = AliasTarget?.DNSName ?? ResourceRecords?.[0]?.Value;
  if (Type === 'AAAA' && AliasTarget === undefined && value !== undefined) return `[${value}]`;
  return value?.replace(/\.$/, '').replace(/^dualstack\./, '');
}
