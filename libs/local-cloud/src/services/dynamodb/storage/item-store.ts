import type { SQLInputValue } from 'node:sqlite';
import type { Item } from '../values/attribute-value.ts';
import { decodeItem, encodeItem } from '../values/codec.ts';
import { sizeOfItem } from '../values/size.ts';
import type { IndexRecord, TableRecord } from '../tables/table-record.ts';
import type { Database, Row } from './database.ts';
import { isIndexed, storedKey, type StoredKey } from './key-bytes.ts';
import { createTables, itemsTable, indexTable } from './schema.ts';
import { expiryOf } from './expiry.ts';

export interface StoredItem {
  readonly item: Item;
  /** Bytes, as DynamoDB counts them. */
  readonly size: number;
}

/** A stretch of a table or an index, in key order. */
export interface Slice {
  readonly index: number | undefined;
  /** Further conditions over the columns `hash` and `range`. */
  readonly where: readonly { readonly sql: string; readonly value: Uint8Array }[];
  readonly forward: boolean;
  /** Begin right after this place. */
  readonly after: { readonly key: StoredKey; readonly indexKey: StoredKey | undefined } | undefined;
}

/** The items of one table and its indexes. */
export interface ItemStore {
  get(key: StoredKey): StoredItem | undefined;
  put(key: StoredKey, item: Item): void;
  delete(key: StoredKey): void;
  slice(slice: Slice): Iterable<StoredItem>;
  totals(): { count: number; bytes: number };
  /** Keys of items whose time to live ended before `now` (ms). */
  expired(now: number, limit: number): StoredKey[];
  /** Works out every item's expiry anew, because the attribute has changed. */
  refreshExpiry(): void;
  drop(): void;
}

const read = (row: Row): StoredItem => ({ item: decodeItem(row.item as string), size: row.size as number });

/** The store of one table in the database, created there when it is new. */
export function openItemStore(database: Database, table: TableRecord): ItemStore {
  createTables(database, table);
  const items = itemsTable(table);

  function removeFromIndexes(key: StoredKey): void {
    for (const index of table.indexes.keys()) {
      database.run(
        `DELETE FROM ${indexTable(table, index)} WHERE key_hash = ? AND key_range = ?`,
        key.hash,
        key.range,
      );
    }
  }

  function addToIndex(index: number, { schema }: IndexRecord, key: StoredKey, item: Item): void {
    if (!isIndexed(schema, item)) return;
    const place = storedKey(schema, item);
    database.run(
      `INSERT INTO ${indexTable(table, index)} VALUES (?, ?, ?, ?)`,
      place.hash,
      place.range,
      key.hash,
      key.range,
    );
  }

  function put(key: StoredKey, item: Item): void {
    database.run(
      `INSERT INTO ${items} VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET item = excluded.item, size = excluded.size, expires = excluded.expires`,
      key.hash,
      key.range,
      encodeItem(item),
      sizeOfItem(item),
      expiryOf(item, table.ttlAttribute) ?? null,
    );
    if (table.indexes.length === 0) return;
    removeFromIndexes(key);
    for (const [index, record] of table.indexes.entries()) addToIndex(index, record, key, item);
  }

  return {
    get(key) {
      const row = database.get(
        `SELECT item, size FROM ${items} WHERE hash = ? AND range = ?`,
        key.hash,
        key.range,
      );
      return row === undefined ? undefined : read(row);
    },
    put,
    delete(key) {
      database.run(`DELETE FROM ${items} WHERE hash = ? AND range = ?`, key.hash, key.range);
      removeFromIndexes(key);
    },
    *slice({ index, where, forward, after }) {
      const values: SQLInputValue[] = where.map((condition) => condition.value);
      const conditions = where.map((condition) => condition.sql);
      const columns = index === undefined ? ['hash', 'range'] : ['hash', 'range', 'key_hash', 'key_range'];
      const from =
        index === undefined
          ? items
          : `(SELECT i.*, t.item, t.size FROM ${indexTable(table, index)} i JOIN ${items} t ON t.hash = i.key_hash AND t.range = i.key_range)`;
      if (after !== undefined) {
        const { key, indexKey } = after;
        const place = indexKey === undefined ? [key] : [indexKey, key];
        conditions.push(
          `(${columns.join(', ')}) ${forward ? '>' : '<'} (${columns.map(() => '?').join(', ')})`,
        );
        values.push(...place.flatMap(({ hash, range }) => [hash, range]));
      }
      const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      const order = columns.map((column) => `${column} ${forward ? 'ASC' : 'DESC'}`).join(', ');
      for (const row of database.iterate(
        `SELECT item, size FROM ${from} ${filter} ORDER BY ${order}`,
        ...values,
      )) {
        yield read(row);
      }
    },
    totals() {
      const row = database.get(`SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM ${items}`);
      return { count: Number(row?.count), bytes: Number(row?.bytes) };
    },
    expired(now, limit) {
      const sql = `SELECT hash, range FROM ${items} WHERE expires IS NOT NULL AND expires <= ? LIMIT ?`;
      return [...database.iterate(sql, now, limit)] as unknown as StoredKey[];
    },
    refreshExpiry() {
      const rows = [...database.iterate(`SELECT hash, range, item FROM ${items}`)];
      for (const row of rows) put(row as unknown as StoredKey, decodeItem(row.item as string));
    },
    drop() {
      for (const index of table.indexes.keys()) database.execute(`DROP TABLE ${indexTable(table, index)}`);
      database.execute(`DROP TABLE ${items}`);
    },
  };
}
