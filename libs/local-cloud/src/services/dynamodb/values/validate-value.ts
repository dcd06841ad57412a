import { invalidValues, validation } from '../errors.ts';
import {
  elementsOf,
  identityOf,
  TYPE_NAMES,
  type AttributeValue,
  type Item,
  type TypeName,
} from './attribute-value.ts';
import { formatDecimal, isPlainInteger, parseDecimal } from './decimal.ts';

const MAX_DEPTH = 32;
const OWN = { enumerable: true, configurable: true, writable: true } as const;
const SET_NAMES = { SS: 'string set ', NS: 'number set ', BS: 'binary set ' } as const;

const canonicalNumber = (text: string): string =>
  isPlainInteger(text) ? text : formatDecimal(parseDecimal(text));

function normalizeSet(type: 'SS' | 'NS' | 'BS', value: AttributeValue): AttributeValue {
  const normalized = type === 'NS' ? { NS: value.NS!.map(canonicalNumber) } : value;
  const elements = elementsOf(normalized);
  if (elements.length === 0) throw invalidValues(`An ${SET_NAMES[type]} may not be empty`);
  if (new Set(elements.map(identityOf)).size < elements.length) {
    const shown = type === 'BS' ? '' : (value.SS ?? value.NS)!.join(', ');
    throw invalidValues(`Input collection [${shown}] contains duplicates.`);
  }
  return normalized;
}

function normalizeTyped(type: TypeName, value: AttributeValue, depth: number): AttributeValue {
  switch (type) {
    case 'N':
      return { N: canonicalNumber(value.N!) };
    case 'L':
      return { L: value.L!.map((element) => normalizeValue(element, depth + 1)) };
    case 'M':
      return { M: normalizeItem(value.M!, depth + 1) };
    case 'SS':
    case 'NS':
    case 'BS':
      return normalizeSet(type, value);
    case 'NULL':
      if (value.NULL !== true) {
        throw invalidValues('Null attribute value types must have the value of true');
      }
      return value;
    case 'S':
    case 'B':
    case 'BOOL':
      return value;
  }
}

/**
 * The value with its numbers in canonical form.
 * @throws ValidationException when it has no type or several, an empty or repeating set, or is nested too deep.
 */
export function normalizeValue(value: AttributeValue, depth = 0): AttributeValue {
  let type: TypeName | undefined;
  for (const name of TYPE_NAMES) {
    if (value[name] === undefined) continue;
    if (type !== undefined) {
      throw validation(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
    type = name;
  }
  if (type === undefined) {
    throw validation('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (depth > MAX_DEPTH) throw validation('Nesting Levels have exceeded supported limits');
  return normalizeTyped(type, value, depth);
}

/** {@link normalizeValue} for every attribute. */
export function normalizeItem(item: Item, depth = 0): Record<string, AttributeValue> {
  const normalized: Record<string, AttributeValue> = {};
  for (const name in item) {
    const value = normalizeValue(item[name]!, depth);
    // An own property whatever the name.
    if (name === '__proto__') Object.defineProperty(normalized, name, { ...OWN, value });
    else normalized[name] = value;
  }
  return normalized;
}
