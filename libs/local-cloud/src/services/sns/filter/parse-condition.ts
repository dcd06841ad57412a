import { isIP } from 'node:net';
import { invalidParameter } from '../errors.ts';
import type { Comparison, Condition, Scalar } from './filter-policy.ts';

const refuse = (reason: string) => invalidParameter(`FilterPolicy: ${reason}`);

/** SNS compares numbers from -10^9 to 10^9 with five digits after the point. */
function number(value: unknown): number {
  if (typeof value !== 'number' || Math.abs(value) > 1e9) {
    throw refuse(
      `Value of numeric must be a number between -1000000000 and 1000000000, found ${String(value)}`,
    );
  }
  return value;
}

function text(operator: string, value: unknown): string {
  if (typeof value !== 'string') throw refuse(`${operator} match pattern must be a string`);
  return value;
}

const OPERATORS = new Set(['=', '<', '<=', '>', '>=']);

function parseNumeric(value: unknown): Comparison[] {
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4)) {
    throw refuse('Value of numeric must be an array of one or two comparisons');
  }
  const comparisons: Comparison[] = [];
  for (let index = 0; index < value.length; index += 2) {
    const operator: unknown = value[index];
    if (typeof operator !== 'string' || !OPERATORS.has(operator)) {
      throw refuse(`Unrecognized numeric range operator: ${String(operator)}`);
    }
    comparisons.push({ operator: operator as Comparison['operator'], value: number(value[index + 1]) });
  }
  const [first, second] = comparisons;
  if (first !== undefined && second !== undefined) {
    const rising = first.operator.startsWith('>') && second.operator.startsWith('<');
    if (!rising)
      throw refuse('A numeric range has to be a lower bound (> or >=) and then an upper bound (< or <=)');
    if (first.value >= second.value) throw refuse('Bottom must be less than top');
  }
  return comparisons;
}

function parseCidr(value: unknown): Condition {
  const [network = '', bits = ''] = text('cidr', value).split('/');
  const family = isIP(network);
  const limit = family === 6 ? 128 : 32;
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > limit) {
    throw refuse(`Malformed CIDR, found ${String(value)}`);
  }
  return { kind: 'cidr', network, bits: Number(bits) };
}

function parseAnythingBut(value: unknown): Condition {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const [entry, ...more] = Object.entries(value);
    const operator = entry?.[0];
    if (
      more.length > 0 ||
      (operator !== 'prefix' && operator !== 'suffix' && operator !== 'equals-ignore-case')
    ) {
      throw refuse('anything-but takes values, prefix, suffix or equals-ignore-case');
    }
    const refused = [entry![1] as unknown].flat().map((item) => parseCondition({ [operator]: item }));
    return { kind: 'anything-but', refused };
  }
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw refuse('Empty arrays are not allowed');
  if (
    !values.every((item) => typeof item === 'string') &&
    !values.every((item) => typeof item === 'number')
  ) {
    throw refuse('Inside anything but list, values have to be all numbers or all strings');
  }
  return { kind: 'anything-but', refused: values.map((item) => ({ kind: 'equals', value: item as Scalar })) };
}

/** @throws InvalidParameter naming what this is not. */
export function parseCondition(value: unknown): Condition {
  if (typeof value !== 'object' || value === null) return { kind: 'equals', value: value as Scalar };
  const entries = Object.entries(value);
  if (Array.isArray(value) || entries.length !== 1) {
    throw refuse('Match value must be String, number, true, false, null, or an object with one operator');
  }
  const [operator, operand] = entries[0]! as [string, unknown];
  switch (operator) {
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
      return { kind: operator, value: text(operator, operand) };
    case 'anything-but':
      return parseAnythingBut(operand);
    case 'numeric':
      return { kind: 'numeric', comparisons: parseNumeric(operand) };
    case 'cidr':
      return parseCidr(operand);
    case 'exists':
      if (typeof operand !== 'boolean') throw refuse('exists match pattern must be either true or false.');
      return { kind: 'exists', value: operand };
    default:
      throw refuse(`Unrecognized match type ${operator}`);
  }
}
