import type { TableRecord } from '../tables/table-record.ts';
import type { Database } from './database.ts';

export function itemsTable(table: TableRecord): string {
  return `items_${table.number}`;
}

export function indexTable(table: TableRecord, index: number): string {
  return `index_${table.number}_${index}`;
}

/** Creates what a table needs, unless it is there from an earlier run. */
export function createTables(database: Database, table: TableRecord): void {
  const items = itemsTable(table);
  database.execute(`
    CREATE TABLE IF NOT EXISTS ${items} (
      hash BLOB NOT NULL, range BLOB NOT NULL, item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER,
      PRIMARY KEY (hash, range)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS ${items}_expires ON ${items} (expires) WHERE expires IS NOT NULL;
  `);
  for (const index of table.indexes.keys()) {
    const name = indexTable(table, index);
    database.execute(`
      CREATE TABLE IF NOT EXISTS ${name} (
        hash BLOB NOT NULL, range BLOB NOT NULL, key_hash BLOB NOT NULL, key_range BLOB NOT NULL,
        PRIMARY KEY (hash, range, key_hash, key_range)
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS ${name}_key ON ${name} (key_hash, key_range);
    `);
  }
}
