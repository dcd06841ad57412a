import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { addDecimals, compareDecimals, formatDecimal, isPlainInteger, parseDecimal } from './decimal.ts';

export type { AttributeValue };
export type Item = Readonly<Record<string, AttributeValue>>;
export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'L' | 'M' | 'SS' | 'NS' | 'BS';
export const TYPE_NAMES: readonly TypeName[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS'];

/** The one member that is set. Only for values that have been validated. */
export function typeOf(value: AttributeValue): TypeName {
  for (const name in value) {
    if (value[name as TypeName] !== undefined) return name as TypeName;
  }
  throw new TypeError('An attribute value without a type was not refused when it came in.');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Text that is the same for equal values and only for them; sets are compared without order. */
export function identityOf(value: AttributeValue): string {
  const type = typeOf(value);
  switch (type) {
    case 'S':
      return `S${JSON.stringify(value.S)}`;
    case 'N':
      return `N${isPlainInteger(value.N!) ? value.N! : formatDecimal(parseDecimal(value.N!))}`;
    case 'B':
      return `B${hex(value.B!)}`;
    case 'BOOL':
      return `T${String(value.BOOL)}`;
    case 'NULL':
      return '0';
    case 'L':
      return `L[${value.L!.map(identityOf).join(',')}]`;
    case 'M': {
      const entries = Object.entries(value.M!).map(
        ([key, member]) => `${JSON.stringify(key)}:${identityOf(member)}`,
      );
      return `M{${entries.sort().join(',')}}`;
    }
    case 'SS':
    case 'NS':
    case 'BS':
      return `${type}{${elementsOf(value).map(identityOf).sort().join(',')}}`;
  }
}

export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a.S !== undefined && b.S !== undefined) return a.S === b.S;
  return identityOf(a) === identityOf(b);
}

/** A set's elements as values of their own; empty for anything else. */
export function elementsOf(value: AttributeValue): AttributeValue[] {
  if (value.SS !== undefined) return value.SS.map((S) => ({ S }));
  if (value.NS !== undefined) return value.NS.map((N) => ({ N }));
  if (value.BS !== undefined) return value.BS.map((B) => ({ B }));
  return [];
}

/** The set type that `type` elements make up. */
export function setOf(type: 'SS' | 'NS' | 'BS', elements: readonly AttributeValue[]): AttributeValue {
  if (type === 'SS') return { SS: elements.map((element) => element.S!) };
  if (type === 'NS') return { NS: elements.map((element) => element.N!) };
  return { BS: elements.map((element) => element.B!) };
}

/** Order of two strings, numbers or binaries of the same type; undefined when they have no order. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (a.N !== undefined && b.N !== undefined && isPlainInteger(a.N) && isPlainInteger(b.N))
    return Number(a.N) - Number(b.N);
  if (a.N !== undefined && b.N !== undefined) return compareDecimals(parseDecimal(a.N), parseDecimal(b.N));
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(a.B, b.B);
  return undefined;
}

/** @throws ValidationException when the sum does not fit. */
export function addNumbers(a: string, b: string): string {
  // Fifteen digits each: the sum is exact.
  if (isPlainInteger(a) && isPlainInteger(b)) return String(Number(a) + Number(b));
  return formatDecimal(addDecimals(parseDecimal(a), parseDecimal(b)));
}
