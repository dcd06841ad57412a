import { AwsError } from '../../../service.ts';
import { invalidValues, validation } from '../errors.ts';
import { storedKey, type StoredKey } from '../storage/key-bytes.ts';
import type { IndexRecord, KeyAttribute, TableRecord } from '../tables/table-record.ts';
import { typeOf, type AttributeValue, type Item } from '../values/attribute-value.ts';
import { normalizeItem } from '../values/validate-value.ts';

const MAX_HASH_BYTES = 2048;
const MAX_RANGE_BYTES = 1024;

function validateSize({ name, type }: KeyAttribute, value: AttributeValue, max: number): void {
  const content = value[type];
  const size = typeof content === 'string' ? Buffer.byteLength(content) : (value.B?.byteLength ?? 0);
  if (size === 0) {
    const what = type === 'S' ? 'string' : 'binary';
    throw validation(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${what} value. Key: ${name}`,
    );
  }
  if (size > max) {
    const key = max === MAX_HASH_BYTES ? 'hashkey' : 'the range key';
    throw invalidValues(`Size of ${key} has exceeded the maximum size limit of ${max} bytes`);
  }
}

function keysOf({ schema }: TableRecord): [KeyAttribute, number][] {
  const keys: [KeyAttribute, number][] = [[schema.hash, MAX_HASH_BYTES]];
  if (schema.range !== undefined) keys.push([schema.range, MAX_RANGE_BYTES]);
  return keys;
}

function validateIndexKeys({ name: index, schema }: IndexRecord, item: Item): void {
  for (const key of [schema.hash, schema.range]) {
    const value = key === undefined ? undefined : item[key.name];
    if (key === undefined || value === undefined || value[key.type] !== undefined) continue;
    throw invalidValues(
      `Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: ${typeOf(value)} IndexName: ${index}`,
    );
  }
}

/** Where this whole item belongs. @throws ValidationException when a key attribute is missing or not as it must be. */
export function keyOfItem(record: TableRecord, item: Item): StoredKey {
  for (const [key, max] of keysOf(record)) {
    const value = Object.hasOwn(item, key.name) ? item[key.name] : undefined;
    if (value === undefined) throw invalidValues(`Missing the key ${key.name} in the item`);
    if (value[key.type] === undefined) {
      throw invalidValues(`Type mismatch for key ${key.name} expected: ${key.type} actual: ${typeOf(value)}`);
    }
    validateSize(key, value, max);
  }
  for (const index of record.indexes) validateIndexKeys(index, item);
  return storedKey(record.schema, item);
}

export interface RequestedKey {
  readonly attributes: Item;
  readonly stored: StoredKey;
}

/** A `Key` parameter. @throws ValidationException unless it has exactly the key attributes of the table. */
export function requestedKey(record: TableRecord, input: Item | undefined): RequestedKey {
  const attributes = normalizeItem(input ?? {});
  const keys = keysOf(record);
  const fits = keys.every(([key]) => attributes[key.name]?.[key.type] !== undefined);
  if (!fits || Object.keys(attributes).length !== keys.length) {
    throw new AwsError('ValidationException', 'The provided key element does not match the schema', {
      statusCode: 400,
    });
  }
  for (const [key, max] of keys) validateSize(key, attributes[key.name]!, max);
  return { attributes, stored: storedKey(record.schema, attributes) };
}

/** The key attributes of an item, e.g. for LastEvaluatedKey. */
export function keyAttributes(record: TableRecord, item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(keysOf(record).map(([key]) => [key.name, item[key.name]!]));
}
