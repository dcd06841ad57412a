import type { ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Table } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import { sizeOfItem } from '../values/size.ts';
import type { Written } from './write.ts';

/** Units of one write: the larger of before and after, by started KB; twice as much in a transaction. */
export function writeUnits({ before, after }: Written, inTransaction = false): number {
  const size = Math.max(
    before === undefined ? 0 : sizeOfItem(before),
    after === undefined ? 0 : sizeOfItem(after),
  );
  return Math.max(1, Math.ceil(size / 1024)) * (inTransaction ? 2 : 1);
}

/** Units of reading this many bytes: by started 4 KB, half of it when eventual consistency is enough. */
export function readUnits(bytes: number, consistency: 'eventual' | 'strong' | 'transaction'): number {
  const factor = { eventual: 0.5, strong: 1, transaction: 2 }[consistency];
  return Math.max(1, Math.ceil(bytes / 4096)) * factor;
}

export function readUnitsOfItem(
  item: Item | undefined,
  consistency: 'eventual' | 'strong' | 'transaction',
): number {
  return readUnits(item === undefined ? 0 : sizeOfItem(item), consistency);
}

export function wantsCapacity(wanted: ReturnConsumedCapacity | undefined): boolean {
  return wanted !== undefined && wanted !== 'NONE';
}

/** The ConsumedCapacity member, if the caller wants to see it; only then is it counted. */
export function showCapacity(
  wanted: ReturnConsumedCapacity | undefined,
  table: Table,
  count: () => number,
): { ConsumedCapacity?: ConsumedCapacity } {
  if (!wantsCapacity(wanted)) return {};
  const units = count();
  const own = wanted === 'INDEXES' ? { Table: { CapacityUnits: units } } : {};
  return { ConsumedCapacity: { TableName: table.record.name, CapacityUnits: units, ...own } };
}

/** The same for requests over several tables. */
export function showCapacities(
  wanted: ReturnConsumedCapacity | undefined,
  units: ReadonlyMap<Table, number>,
): { ConsumedCapacity?: ConsumedCapacity[] } {
  if (!wantsCapacity(wanted)) return {};
  return {
    ConsumedCapacity: [...units].flatMap(
      ([table, sum]) => showCapacity(wanted, table, () => sum).ConsumedCapacity ?? [],
    ),
  };
}
