import { invalidPattern } from '../errors.ts';

/** Whether what an event has in a field fits; `undefined` is no such field, an array fits where one of its values does. */
export type Condition = (found: unknown) => boolean;

type Scalar = string | number | boolean | null;

/** One of the values listed for a field: itself, or a comparison as `{"prefix": "a"}`. @throws InvalidEventPatternException */
export function parseCondition(wanted: unknown): Condition {
  if (isScalar(wanted)) return ofAny((value) => value === wanted);
  if (typeof wanted !== 'object' || Array.isArray(wanted))
    throw invalidPattern('Match value must be String, number, true, false, or null');
  const [[operator, value] = ['', undefined], ...more] = Object.entries(wanted) as [string, unknown][];
  if (more.length > 0) throw invalidPattern('Only one key allowed in match expression');
  const parse = operators[operator];
  if (parse === undefined) throw invalidPattern(`Unrecognized match type ${operator}`);
  return parse(value);
}

const operators: Readonly<Record<string, (value: unknown) => Condition>> = {
  prefix: (value) => ofText(value, 'prefix', (text, wanted) => text.startsWith(wanted)),
  suffix: (value) => ofText(value, 'suffix', (text, wanted) => text.endsWith(wanted)),
  'equals-ignore-case': (value) =>
    ofText(value, 'equals-ignore-case', (text, wanted) => text.toLowerCase() === wanted.toLowerCase()),
  wildcard(value) {
    if (typeof value !== 'string') throw invalidPattern('wildcard match pattern must be a string');
    const parts = value.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    const regex = new RegExp(`^${parts.join('.*')}$`, 's');
    return ofAny((found) => typeof found === 'string' && regex.test(found));
  },
  exists(value) {
    if (typeof value !== 'boolean')
      throw invalidPattern('exists match pattern must be either true or false.');
    // Of a leaf: an object is no value.
    return (found) => (found !== undefined && !isPlainObject(found)) === value;
  },
  numeric: parseNumeric,
  'anything-but': parseAnythingBut,
};

function ofText(value: unknown, name: string, fits: (text: string, wanted: string) => boolean): Condition {
  const ignoring = isPlainObject(value) ? value['equals-ignore-case'] : undefined;
  if (typeof ignoring === 'string')
    return ofAny((found) => typeof found === 'string' && fits(found.toLowerCase(), ignoring.toLowerCase()));
  if (typeof value !== 'string') throw invalidPattern(`${name} match pattern must be a string`);
  return ofAny((found) => typeof found === 'string' && fits(found, value));
}

const comparisons: Readonly<Record<string, (found: number, limit: number) => boolean>> = {
  '=': (found, limit) => found === limit,
  '<': (found, limit) => found < limit,
  '<=': (found, limit) => found <= limit,
  '>': (found, limit) => found > limit,
  '>=': (found, limit) => found >= limit,
};

/** `[">", 0, "<=", 5]` */
function parseNumeric(value: unknown): Condition {
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4))
    throw invalidPattern('Value of numeric must be an array of one or two comparisons');
  const tests = [0, 2].slice(0, value.length / 2).map((at) => {
    const compare = comparisons[String(value[at])];
    const limit: unknown = value[at + 1];
    if (compare === undefined)
      throw invalidPattern(`Unrecognized numeric range operator: ${String(value[at])}`);
    if (typeof limit !== 'number') throw invalidPattern(`Value of ${String(value[at])} must be numeric`);
    return (found: number) => compare(found, limit);
  });
  return ofAny((found) => typeof found === 'number' && tests.every((test) => test(found)));
}

/** Fits what is there and is none of these; of an array, where none of its values is. */
function parseAnythingBut(value: unknown): Condition {
  const conditions = isPlainObject(value) ? [parseCondition(value)] : [value].flat().map(parseCondition);
  if (conditions.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return (found) => found !== undefined && !isPlainObject(found) && !conditions.some((fits) => fits(found));
}

function ofAny(fits: (value: unknown) => boolean): Condition {
  return (found) => (Array.isArray(found) ? found.some(fits) : fits(found));
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
