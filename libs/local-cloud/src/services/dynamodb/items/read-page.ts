import type { QueryCommandInput, QueryOutput } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import type { Condition, Path } from '../expressions/ast.ts';
import { meets } from '../expressions/evaluate-condition.ts';
import { project } from '../expressions/projection.ts';
import { isIndexed, storedKey } from '../storage/key-bytes.ts';
import type { Slice } from '../storage/item-store.ts';
import type { IndexRecord, TableRecord } from '../tables/table-record.ts';
import type { Table } from '../tables/tables.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { normalizeItem } from '../values/validate-value.ts';
import { readUnits, showCapacity } from './capacity.ts';
import { keyAttributes, keyOfItem } from './key.ts';

const PAGE_BYTES = 1024 * 1024;

/** What Query and Scan have in common. */
export interface PageRequest {
  readonly input: Pick<
    QueryCommandInput,
    'ConsistentRead' | 'ExclusiveStartKey' | 'Limit' | 'ReturnConsumedCapacity' | 'Select'
  >;
  readonly table: Table;
  readonly index: number | undefined;
  readonly where: Slice['where'];
  readonly forward: boolean;
  readonly filter: Condition | undefined;
  readonly projection: readonly Path[] | undefined;
  /** Of a parallel scan: whether an item belongs to the caller's segment. */
  readonly belongs?: (item: Item) => boolean;
}

/** The position of an index in its table. @throws ValidationException when there is no such index. */
export function findIndex(
  record: TableRecord,
  name: string | undefined,
  consistent: boolean,
): number | undefined {
  if (name === undefined) return undefined;
  const position = record.indexes.findIndex((index) => index.name === name);
  if (position === -1) throw validation(`The table does not have the specified index: ${name}`);
  if (consistent && record.indexes[position]!.kind === 'global') {
    throw validation('Consistent reads are not supported on global secondary indexes');
  }
  return position;
}

function cursorAttributes(record: TableRecord, index: IndexRecord | undefined, item: Item) {
  const attributes = keyAttributes(record, item);
  for (const key of [index?.schema.hash, index?.schema.range]) {
    if (key !== undefined) attributes[key.name] = item[key.name]!;
  }
  return attributes;
}

function startAfter({ input, table, index }: PageRequest): Slice['after'] {
  if (input.ExclusiveStartKey === undefined) return undefined;
  const { record } = table;
  const start = normalizeItem(input.ExclusiveStartKey);
  const schema = index === undefined ? undefined : record.indexes[index]!.schema;
  const names = new Set(
    [record.schema, schema]
      .flatMap((keys) => [keys?.hash.name, keys?.range?.name])
      .filter((name) => name !== undefined),
  );
  const fits =
    Object.keys(start).length === names.size && Object.keys(start).every((name) => names.has(name));
  if (!fits || (schema !== undefined && !isIndexed(schema, start))) {
    throw validation('The provided starting key is invalid');
  }
  const indexKey = schema === undefined ? undefined : storedKey(schema, start);
  return { key: keyOfItem({ ...record, indexes: [] }, start), indexKey };
}

/** An index shows the attributes it was told to carry, and always the keys. */
function visible(record: TableRecord, index: IndexRecord | undefined, item: Item): Item {
  if (index === undefined || index.kind === 'local' || index.projection.ProjectionType === 'ALL') return item;
  const carried: Record<string, AttributeValue> = cursorAttributes(record, index, item);
  for (const name of index.projection.NonKeyAttributes ?? []) {
    if (item[name] !== undefined) carried[name] = item[name];
  }
  return carried;
}

/** Reads until the limit or one megabyte is reached; filters only after that, as DynamoDB does. */
export function readPage(request: PageRequest): QueryOutput {
  const { input, table, filter, projection } = request;
  const { record } = table;
  const limit = input.Limit ?? Number.POSITIVE_INFINITY;
  if (limit < 1)
    throw validation(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  const index = request.index === undefined ? undefined : record.indexes[request.index];
  const found: Record<string, AttributeValue>[] = [];
  let count = 0;
  let scanned = 0;
  let bytes = 0;
  let last: Item | undefined;
  let more = false;
  const { where, forward } = request;
  for (const { item, size } of table.store.slice({
    index: request.index,
    where,
    forward,
    after: startAfter(request),
  })) {
    if (request.belongs?.(item) === false) continue;
    // One item always fits, however large.
    if (scanned > 0 && bytes + size > PAGE_BYTES) {
      more = true;
      break;
    }
    scanned += 1;
    bytes += size;
    last = item;
    const shown = visible(record, index, item);
    if (filter === undefined || meets(filter, shown)) {
      count += 1;
      if (input.Select !== 'COUNT') found.push(project(shown, projection));
    }
    // Whether more follow is not looked at: a full page always carries a key to go on from.
    if (scanned === limit) {
      more = true;
      break;
    }
  }
  const units = (): number => readUnits(bytes, input.ConsistentRead === true ? 'strong' : 'eventual');
  return {
    ...(input.Select !== 'COUNT' && { Items: found }),
    Count: count,
    ScannedCount: scanned,
    ...(more && last !== undefined && { LastEvaluatedKey: cursorAttributes(record, index, last) }),
    ...showCapacity(input.ReturnConsumedCapacity, table, units),
  };
}
