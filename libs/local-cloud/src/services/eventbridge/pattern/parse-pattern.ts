import { invalidPattern } from '../errors.ts';
import { parseCondition, type Condition } from './conditions.ts';

/** Whether an event fits a pattern. */
export type Matches = (event: object) => boolean;

type Node = Readonly<Record<string, unknown>>;

/**
 * An event pattern as a test: every field named must fit, one of the values listed for it is enough.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws InvalidEventPatternException for what is no pattern
 */
export function parsePattern(text: string): Matches {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalidPattern('Not valid JSON');
  }
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  if (Object.keys(pattern).length === 0) throw invalidPattern('Empty filters are not allowed');
  return parseObject(pattern);
}

function parseObject(pattern: Node): Matches {
  const tests = Object.entries(pattern).map(([field, wanted]) =>
    field === '$or' ? parseOr(wanted) : parseField(field, wanted),
  );
  return (value) => tests.every((test) => test(value));
}

function parseOr(wanted: unknown): Matches {
  if (!Array.isArray(wanted) || wanted.length < 2 || !wanted.every(isObject))
    throw invalidPattern('$or must be an array of at least two objects');
  const tests = wanted.map(parseObject);
  return (value) => tests.some((test) => test(value));
}

function parseField(field: string, wanted: unknown): Matches {
  if (isObject(wanted)) {
    if (Object.keys(wanted).length === 0) throw invalidPattern('Empty objects are not allowed');
    const test = parseObject(wanted);
    // An array of objects fits where one of them does.
    return (value) => {
      const own = read(value, field);
      if (Array.isArray(own)) return own.some((one) => isObject(one) && test(one));
      return test(isObject(own) ? own : {});
    };
  }
  if (!Array.isArray(wanted)) throw invalidPattern(`"${field}" must be an object or an array`);
  if (wanted.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const conditions: Condition[] = wanted.map(parseCondition);
  return (value) => {
    const own = read(value, field);
    return conditions.some((fits) => fits(own));
  };
}

function read(value: object, field: string): unknown {
  return Object.hasOwn(value, field) ? (value as Node)[field] : undefined;
}

function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
