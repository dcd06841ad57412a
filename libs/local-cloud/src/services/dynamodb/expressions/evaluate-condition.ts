import {
  compareValues,
  elementsOf,
  equalValues,
  typeOf,
  type AttributeValue,
  type Item,
} from '../values/attribute-value.ts';
import type { Comparator, Condition, Operand } from './ast.ts';
import { valueAt } from './paths.ts';

function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (value === undefined) return undefined;
  switch (typeOf(value)) {
    case 'S':
      return { N: String(value.S!.length) };
    case 'B':
      return { N: String(value.B!.byteLength) };
    case 'L':
      return { N: String(value.L!.length) };
    case 'M':
      return { N: String(Object.keys(value.M!).length) };
    case 'SS':
    case 'NS':
    case 'BS':
      return { N: String(elementsOf(value).length) };
    case 'N':
    case 'BOOL':
    case 'NULL':
      return undefined;
  }
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path':
      return valueAt(item, operand.path);
    case 'size':
      return sizeOf(valueAt(item, operand.path));
  }
}

function compares(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  const both = left !== undefined && right !== undefined;
  if (comparator === '=') return both && equalValues(left, right);
  // What is not there differs from everything.
  if (comparator === '<>') return !both || !equalValues(left, right);
  const order = both ? compareValues(left, right) : undefined;
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value?.S !== undefined && prefix?.S !== undefined) return value.S.startsWith(prefix.S);
  if (value?.B !== undefined && prefix?.B !== undefined) {
    return Buffer.compare(value.B.subarray(0, prefix.B.byteLength), prefix.B) === 0;
  }
  return false;
}

function contains(value: AttributeValue | undefined, wanted: AttributeValue | undefined): boolean {
  if (value === undefined || wanted === undefined) return false;
  if (value.S !== undefined) return wanted.S !== undefined && value.S.includes(wanted.S);
  if (value.B !== undefined)
    return wanted.B !== undefined && Buffer.from(value.B).includes(Buffer.from(wanted.B));
  return (value.L ?? elementsOf(value)).some((element) => equalValues(element, wanted));
}

/** Whether the item (an empty one where there is none) meets the condition. */
export function meets(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(condition.left, item) && meets(condition.right, item);
    case 'or':
      return meets(condition.left, item) || meets(condition.right, item);
    case 'not':
      return !meets(condition.condition, item);
    case 'compare':
      return compares(condition.comparator, resolve(condition.left, item), resolve(condition.right, item));
    case 'between': {
      const value = resolve(condition.operand, item);
      return (
        compares('>=', value, resolve(condition.low, item)) &&
        compares('<=', value, resolve(condition.high, item))
      );
    }
    case 'in': {
      const value = resolve(condition.operand, item);
      return condition.candidates.some((candidate) => compares('=', value, resolve(candidate, item)));
    }
    case 'attribute_exists':
      return valueAt(item, condition.path) !== undefined;
    case 'attribute_not_exists':
      return valueAt(item, condition.path) === undefined;
    case 'attribute_type': {
      const value = valueAt(item, condition.path);
      return value !== undefined && typeOf(value) === condition.type;
    }
    case 'begins_with':
      return beginsWith(resolve(condition.left, item), resolve(condition.right, item));
    case 'contains':
      return contains(resolve(condition.left, item), resolve(condition.right, item));
  }
}
