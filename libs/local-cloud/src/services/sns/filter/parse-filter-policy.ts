import { invalidParameter } from '../errors.ts';
import type { FilterPolicy, FilterPolicyScope, KeyRule } from './filter-policy.ts';
import { parseCondition } from './parse-condition.ts';

const refuse = (reason: string) => invalidParameter(`FilterPolicy: ${reason}`);
const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;
const MAX_BYTES = 256 * 1024;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseRule(value: unknown, scope: FilterPolicyScope): KeyRule['rule'] {
  if (Array.isArray(value)) {
    if (value.length === 0) throw refuse('Empty arrays are not allowed');
    return value.map(parseCondition);
  }
  if (isObject(value)) {
    if (scope === 'MessageBody') return parseObject(value, scope);
    throw refuse('Filter policy scope MessageAttributes does not support nested filter policy');
  }
  throw refuse(`"${String(value)}" must be an object or an array`);
}

function parseAlternatives(value: unknown, scope: FilterPolicyScope): FilterPolicy[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw refuse('"$or" must be an array of at least two objects');
  }
  return value.map((item) => parseObject(item, scope));
}

function parseObject(policy: Record<string, unknown>, scope: FilterPolicyScope): FilterPolicy {
  const keys: KeyRule[] = [];
  const alternatives: FilterPolicy[][] = [];
  for (const [key, value] of Object.entries(policy)) {
    if (key === '$or') alternatives.push(parseAlternatives(value, scope));
    else keys.push({ key, rule: parseRule(value, scope) });
  }
  if (keys.length === 0 && alternatives.length === 0 && scope === 'MessageBody') {
    throw refuse('Empty objects are not allowed');
  }
  return { keys, alternatives };
}

function isNested(rule: KeyRule['rule']): rule is FilterPolicy {
  return !Array.isArray(rule);
}

function countKeys({ keys, alternatives }: FilterPolicy): number {
  const own = keys.reduce((sum, { rule }) => sum + (isNested(rule) ? countKeys(rule) : 1), 0);
  return alternatives.flat().reduce((sum, policy) => sum + countKeys(policy), own);
}

/** Values multiply over keys; in a nested policy each counts once a level. */
function countCombinations({ keys, alternatives }: FilterPolicy, depth = 1): number {
  const own = keys.reduce(
    (product, { rule }) =>
      product * (isNested(rule) ? countCombinations(rule, depth + 1) : rule.length * depth),
    1,
  );
  return alternatives.reduce(
    (product, choices) =>
      product * choices.reduce((sum, choice) => sum + countCombinations(choice, depth), 0),
    own,
  );
}

/**
 * A subscription's filter policy, ready to match; undefined for none (an empty policy lets everything through).
 * @throws InvalidParameter in SNS's words for whatever is wrong with it.
 */
export function parseFilterPolicy(
  json: string | undefined,
  scope: FilterPolicyScope,
): FilterPolicy | undefined {
  if (json === undefined || json === '') return undefined;
  if (Buffer.byteLength(json) > MAX_BYTES) throw refuse('Filter policy is larger than 256 KB');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw Object.assign(refuse('failed to parse JSON.'), { cause });
  }
  if (!isObject(value)) throw refuse('Filter policy must be a JSON object');
  if (Object.keys(value).length === 0) return undefined;
  const policy = parseObject(value, scope);
  if (countKeys(policy) > MAX_KEYS) throw refuse(`Filter policy can not have more than ${MAX_KEYS} keys`);
  if (countCombinations(policy) > MAX_COMBINATIONS) throw refuse('Filter policy is too complex');
  return policy;
}
