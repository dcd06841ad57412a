import type { Message } from '@aws-sdk/client-sqs';

/** A rule of a filter pattern: a value, or an object with one operator. */
type Rule = string | number | boolean | null | Readonly<Record<string, unknown>>;
type Pattern = { readonly [key: string]: Pattern | readonly Rule[] };

const OPERATORS = new Set(['prefix', 'suffix', 'anything-but', 'numeric', 'exists', 'equals-ignore-case']);

/** @throws {SyntaxError} saying why it is no pattern. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
export function parsePattern(text: string): Pattern {
  const value: unknown = JSON.parse(text);
  check(value);
  return value as Pattern;
}

function check(value: unknown): void {
  if (Array.isArray(value)) {
    for (const rule of value as unknown[]) {
      if (typeof rule !== 'object' || rule === null) continue;
      const [operator, ...more] = Object.keys(rule);
      if (operator === undefined || more.length > 0 || !OPERATORS.has(operator)) {
        throw new SyntaxError(`Unrecognized match type ${operator ?? '{}'}`);
      }
    }
    return;
  }
  if (typeof value !== 'object' || value === null) {
    throw new SyntaxError('A filter pattern is an object whose leaves are lists.');
  }
  for (const member of Object.values(value)) check(member);
}

/** Whether a message fits any of the patterns; without patterns every one does. */
export function passesFilters(message: Message, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  const record = {
    messageId: message.MessageId,
    body: parsedBody(message.Body),
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
        name,
        { stringValue: StringValue, dataType: DataType },
      ]),
    ),
    eventSource: 'aws:sqs',
  };
  return patterns.some((text) => fits(record, parsePattern(text)));
}

function parsedBody(body = ''): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function fits(value: unknown, pattern: Pattern | readonly Rule[]): boolean {
  if (Array.isArray(pattern)) {
    const values: unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
    return values.some((one) => (pattern as readonly Rule[]).some((rule) => obeys(one, rule)));
  }
  const object = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return Object.entries(pattern).every(([key, inner]) => fits(object[key], inner));
}

function obeys(value: unknown, rule: Rule): boolean {
  if (typeof rule !== 'object' || rule === null) return value === rule;
  const [operator = '', operand] = Object.entries(rule)[0] ?? [];
  switch (operator) {
    case 'exists':
      return (value !== undefined) === operand;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return value !== undefined && ![operand].flat().some((one) => obeys(value, one as Rule));
    case 'numeric':
      return typeof value === 'number' && compares(value, operand as unknown[]);
    default:
      return false;
  }
}

function compares(value: number, terms: readonly unknown[]): boolean {
  for (let index = 0; index + 1 < terms.length; index += 2) {
    const bound = Number(terms[index + 1]);
    const holds = {
      '=': value === bound,
      '<': value < bound,
      '<=': value <= bound,
      '>': value > bound,
      '>=': value >= bound,
    }[String(terms[index])];
    if (holds !== true) return false;
  }
  return true;
}
