import { BlockList, isIP } from 'node:net';
import type { Comparison, Condition, FilterPolicy, KeyRule, Scalar } from './filter-policy.ts';

/** The values under one key of a message; undefined when the key is absent. */
export type Lookup = (key: string) => unknown;

function compares({ operator, value }: Comparison, found: number): boolean {
  switch (operator) {
    case '=':
      return found === value;
    case '<':
      return found < value;
    case '<=':
      return found <= value;
    case '>':
      return found > value;
    case '>=':
      return found >= value;
  }
}

function inNetwork(network: string, bits: number, found: string): boolean {
  const family = isIP(found);
  if (family === 0 || family !== isIP(network)) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(found, type);
}

function holds(condition: Exclude<Condition, { kind: 'exists' }>, found: Scalar): boolean {
  switch (condition.kind) {
    case 'equals':
      return found === condition.value;
    case 'equals-ignore-case':
      return typeof found === 'string' && found.toLowerCase() === condition.value.toLowerCase();
    case 'prefix':
      return typeof found === 'string' && found.startsWith(condition.value);
    case 'suffix':
      return typeof found === 'string' && found.endsWith(condition.value);
    case 'anything-but':
      return !condition.refused.some((refused) => refused.kind !== 'exists' && holds(refused, found));
    case 'numeric':
      return typeof found === 'number' && condition.comparisons.every((item) => compares(item, found));
    case 'cidr':
      return typeof found === 'string' && inNetwork(condition.network, condition.bits, found);
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== 'object';
}

function anyHolds(conditions: readonly Condition[], found: unknown): boolean {
  // `exists` is about leaves: an object under the key does not count as a value.
  const scalars = (found === undefined ? [] : [found].flat(Infinity)).filter(isScalar);
  const present = found !== undefined && (scalars.length > 0 || Array.isArray(found));
  return conditions.some((condition) =>
    condition.kind === 'exists'
      ? condition.value === present
      : scalars.some((scalar) => holds(condition, scalar)),
  );
}

function isConditions(rule: KeyRule['rule']): rule is readonly Condition[] {
  return Array.isArray(rule);
}

function ruleMatches(rule: KeyRule['rule'], found: unknown): boolean {
  if (isConditions(rule)) return anyHolds(rule, found);
  // A list of objects matches when one of them does; a missing object may still satisfy `exists: false` within.
  const candidates: unknown[] = Array.isArray(found) ? found.flat(Infinity) : [found];
  return candidates.some((candidate) => policyMatches(rule, (key) => member(candidate, key)));
}

/** The value under `key` of a JSON object; undefined for anything else. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** Whether a message, seen through `lookup`, passes the policy. */
export function policyMatches(policy: FilterPolicy, lookup: Lookup): boolean {
  return (
    policy.keys.every(({ key, rule }) => ruleMatches(rule, lookup(key))) &&
    policy.alternatives.every((choices) => choices.some((choice) => policyMatches(choice, lookup)))
  );
}
