import { BlockList, isIP } from 'node:net';
import { listOf, type ConditionBlock } from './document.ts';
import { matches, matchesArn } from './match.ts';

/** Values of condition keys of a request, e.g. `aws:SourceArn`. Names are compared without case. */
export type ConditionValues = Readonly<Record<string, string | readonly string[] | undefined>>;

type Test = (actual: string, wanted: string) => boolean;

const compare = (test: (a: number, b: number) => boolean, read: (text: string) => number): Test => {
  return (actual, wanted) => test(read(actual), read(wanted));
};
const date = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => matches(wanted, actual),
  ArnEquals: (actual, wanted) => matchesArn(wanted, actual),
  ArnLike: (actual, wanted) => matchesArn(wanted, actual),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: compare((a, b) => a === b, Number),
  NumericLessThan: compare((a, b) => a < b, Number),
  NumericLessThanEquals: compare((a, b) => a <= b, Number),
  NumericGreaterThan: compare((a, b) => a > b, Number),
  NumericGreaterThanEquals: compare((a, b) => a >= b, Number),
  DateEquals: compare((a, b) => a === b, date),
  DateLessThan: compare((a, b) => a < b, date),
  DateLessThanEquals: compare((a, b) => a <= b, date),
  DateGreaterThan: compare((a, b) => a > b, date),
  DateGreaterThanEquals: compare((a, b) => a >= b, date),
  IpAddress: isInBlock,
};

/** Each is its counterpart turned round. */
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

interface Operator {
  readonly quantifier: string | undefined;
  readonly name: string;
  readonly ifExists: boolean;
}

function parseOperator(text: string): Operator {
  const found = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(text);
  return { quantifier: found?.[1], name: found?.[2] ?? text, ifExists: found?.[3] !== undefined };
}

export function isKnownOperator(text: string): boolean {
  const { name } = parseOperator(text);
  return name === 'Null' || name in tests || name in negated;
}

/** Whether every condition of a block holds for a request. An operator that is not known never holds. */
export function conditionHolds(block: ConditionBlock | undefined, values: ConditionValues): boolean {
  if (block === undefined) return true;
  const known = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(block).every(([text, keys]) => {
    const operator = parseOperator(text);
    return Object.entries(keys).every(([key, wanted]) => {
      const actual = known.get(key.toLowerCase());
      const texts = [wanted].flat().map((item) => substitute(String(item), known));
      return holds(operator, actual === undefined ? undefined : listOf(actual), texts);
    });
  });
}

function holds(
  { quantifier, name, ifExists }: Operator,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
): boolean {
  if (name === 'Null') return wanted.some((item) => (item === 'true') === (actual === undefined));
  const negative = Object.hasOwn(negated, name);
  const test = tests[negative ? (negated[name] ?? '') : name];
  if (test === undefined) return false;
  if (actual === undefined) return ifExists || negative || quantifier === 'ForAllValues';
  const one = (value: string): boolean => wanted.some((item) => test(value, item)) !== negative;
  return quantifier === 'ForAllValues' || (negative && quantifier === undefined)
    ? actual.every(one)
    : actual.some(one);
}

/** `${aws:PrincipalArn}` and its like; a variable without a value fits nothing. */
function substitute(
  text: string,
  values: ReadonlyMap<string, string | readonly string[] | undefined>,
): string {
  return text.replace(/\$\{([^}]+)\}/g, (whole, key: string) => {
    if (key === '*' || key === '?' || key === '$') return key;
    return listOf(values.get(key.toLowerCase()))[0] ?? whole;
  });
}

function isInBlock(actual: string, wanted: string): boolean {
  const [network = '', bits] = wanted.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(network) === 0 || isIP(actual) === 0) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return block.check(actual, isIP(actual) === 6 ? 'ipv6' : 'ipv4');
}
