import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { parseDecimal, sortableBytes } from '../values/decimal.ts';
import type { KeySchema } from '../tables/table-record.ts';

const NOTHING = new Uint8Array(0);

/** An item's place: bytes that sort as DynamoDB sorts the values. */
export interface StoredKey {
  readonly hash: Uint8Array;
  /** Empty where the schema has no range key. */
  readonly range: Uint8Array;
}

/** Bytes whose order is that of strings (by UTF-8), numbers and binaries. */
export function keyBytes(value: AttributeValue): Uint8Array {
  if (value.S !== undefined) return Buffer.from(value.S);
  if (value.N !== undefined) return sortableBytes(parseDecimal(value.N));
  return value.B ?? NOTHING;
}

/** Where an item with these attributes is stored; it must have them all. */
export function storedKey({ hash, range }: KeySchema, item: Item): StoredKey {
  return {
    hash: keyBytes(item[hash.name]!),
    range: range === undefined ? NOTHING : keyBytes(item[range.name]!),
  };
}

/** Whether the item has the attributes of an index, in the right types: only then the index shows it. */
export function isIndexed({ hash, range }: KeySchema, item: Item): boolean {
  return [hash, range].every((key) => key === undefined || item[key.name]?.[key.type] !== undefined);
}
