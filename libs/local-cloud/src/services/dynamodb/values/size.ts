import { typeOf, type AttributeValue, type Item } from './attribute-value.ts';
import { isPlainInteger, parseDecimal } from './decimal.ts';

function sizeOfNumber(text: string): number {
  if (isPlainInteger(text)) {
    const negative = text.startsWith('-');
    const digits = text === '0' ? 1 : text.replace(/0+$/, '').length - (negative ? 1 : 0);
    return Math.ceil(digits / 2) + 1 + (negative ? 1 : 0);
  }
  const { coefficient } = parseDecimal(text);
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().length;
  return Math.ceil(digits / 2) + 1 + (coefficient < 0n ? 1 : 0);
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  return values.reduce((total, value) => total + size(value), 0);
}

/** Bytes that a value counts for. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function sizeOfValue(value: AttributeValue): number {
  switch (typeOf(value)) {
    case 'S':
      return Buffer.byteLength(value.S!);
    case 'N':
      return sizeOfNumber(value.N!);
    case 'B':
      return value.B!.byteLength;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'L':
      return 3 + sum(value.L!, (element) => sizeOfValue(element) + 1);
    case 'M':
      return 3 + sizeOfItem(value.M!) + Object.keys(value.M!).length;
    case 'SS':
      return sum(value.SS!, (element) => Buffer.byteLength(element));
    case 'NS':
      return sum(value.NS!, sizeOfNumber);
    case 'BS':
      return sum(value.BS!, (element) => element.byteLength);
  }
}

/** Bytes of an item: its attribute names and values. */
export function sizeOfItem(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + sizeOfValue(item[name]!);
  return size;
}
