import { validation } from '../errors.ts';
import type { Comparator, Condition } from '../expressions/ast.ts';
import { keyBytes } from '../storage/key-bytes.ts';
import type { Slice } from '../storage/item-store.ts';
import type { KeyAttribute, KeySchema } from '../tables/table-record.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

type Where = Slice['where'][number];

/** What one part of the condition says of one attribute. */
type KeyTest =
  | { readonly name: string; readonly kind: Comparator; readonly value: AttributeValue }
  | { readonly name: string; readonly kind: 'begins_with'; readonly value: AttributeValue }
  | {
      readonly name: string;
      readonly kind: 'between';
      readonly low: AttributeValue;
      readonly high: AttributeValue;
    };

const MIRRORED: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const refuse = (reason: string) => validation(`Invalid KeyConditionExpression: ${reason}`);

function flatten(condition: Condition): Condition[] {
  return condition.kind === 'and' ? [...flatten(condition.left), ...flatten(condition.right)] : [condition];
}

function attributeName(path: readonly (string | number)[]): string {
  if (path.length > 1) throw refuse('KeyConditionExpressions cannot have conditions on nested attributes');
  return String(path[0]);
}

function toTest(condition: Condition): KeyTest {
  switch (condition.kind) {
    case 'compare': {
      const { left, right, comparator } = condition;
      if (left.kind === 'path' && right.kind === 'value') {
        return { name: attributeName(left.path), kind: comparator, value: right.value };
      }
      if (left.kind === 'value' && right.kind === 'path') {
        return { name: attributeName(right.path), kind: MIRRORED[comparator], value: left.value };
      }
      break;
    }
    case 'between':
      if (
        condition.operand.kind === 'path' &&
        condition.low.kind === 'value' &&
        condition.high.kind === 'value'
      ) {
        const { operand, low, high } = condition;
        return { name: attributeName(operand.path), kind: 'between', low: low.value, high: high.value };
      }
      break;
    case 'begins_with':
      if (condition.left.kind === 'path' && condition.right.kind === 'value') {
        return {
          name: attributeName(condition.left.path),
          kind: 'begins_with',
          value: condition.right.value,
        };
      }
      break;
    case 'and':
    case 'or':
    case 'not':
    case 'in':
      throw refuse(`Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`);
    case 'attribute_exists':
    case 'attribute_not_exists':
    case 'attribute_type':
    case 'contains':
      throw refuse(`Invalid operator used in KeyConditionExpression: ${condition.kind}`);
  }
  throw refuse('A key has to be compared with a value');
}

function bytesOf(key: KeyAttribute, value: AttributeValue): Uint8Array {
  if (value[key.type] === undefined) {
    throw validation(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  return keyBytes(value);
}

/** The least bytes beyond everything that begins with `prefix`; undefined where there are none. */
function prefixEnd(prefix: Uint8Array): Uint8Array | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  if (length === 0) return undefined;
  // A copy: slicing a Buffer would share its memory.
  const end = new Uint8Array(prefix.subarray(0, length));
  end[length - 1]! += 1;
  return end;
}

function rangeWhere(key: KeyAttribute, test: KeyTest): Where[] {
  if (test.kind === '<>') throw refuse('Invalid operator used in KeyConditionExpression: <>');
  if (test.kind === 'between') {
    return [
      { sql: 'range >= ?', value: bytesOf(key, test.low) },
      { sql: 'range <= ?', value: bytesOf(key, test.high) },
    ];
  }
  const value = bytesOf(key, test.value);
  if (test.kind !== 'begins_with') return [{ sql: `range ${test.kind} ?`, value }];
  if (key.type === 'N')
    throw refuse(
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    );
  const end = prefixEnd(value);
  const where = [{ sql: 'range >= ?', value }];
  return end === undefined ? where : [...where, { sql: 'range < ?', value: end }];
}

/**
 * The part of a table or index that a key condition names.
 * @throws ValidationException when it does not fix the hash key, or asks what a key condition cannot.
 */
export function keyConditions(schema: KeySchema, condition: Condition): Where[] {
  const tests = flatten(condition).map(toTest);
  const names = new Set(tests.map((test) => test.name));
  if (names.size < tests.length) {
    throw refuse('KeyConditionExpressions must only contain one condition per key');
  }
  const hashTest = tests.find((test) => test.name === schema.hash.name);
  if (hashTest === undefined)
    throw validation(`Query condition missed key schema element: ${schema.hash.name}`);
  if (hashTest.kind !== '=') throw validation('Query key condition not supported');
  const hash = { sql: 'hash = ?', value: bytesOf(schema.hash, hashTest.value) };
  const other = tests.filter((test) => test !== hashTest);
  if (other.length === 0) return [hash];
  const rangeTest = other.find((test) => test.name === schema.range?.name);
  if (rangeTest === undefined || other.length > 1) {
    const missed = schema.range?.name ?? other[0]!.name;
    throw validation(`Query condition missed key schema element: ${missed}`);
  }
  return [hash, ...rangeWhere(schema.range!, rangeTest)];
}
