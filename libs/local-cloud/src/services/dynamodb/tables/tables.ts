import type { Clock } from '../../../clock.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { resourceNotFound } from '../errors.ts';
import type { Database } from '../storage/database.ts';
import { openItemStore, type ItemStore } from '../storage/item-store.ts';
import type { TableRecord } from './table-record.ts';

export interface Table {
  readonly record: TableRecord;
  readonly store: ItemStore;
}

/** The tables of one account and region, with their life: CREATING, ACTIVE, DELETING, gone. */
export interface Tables {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly database: Database;
  all(): Table[];
  /** By name or ARN, whatever its status; undefined when there is none. */
  find(nameOrArn: string | undefined): Table | undefined;
  /** For operations on items. @throws ResourceNotFoundException unless the table is ACTIVE. */
  active(nameOrArn: string | undefined): Table;
  add(record: Omit<TableRecord, 'number'>): Table;
  /** Keeps what was changed in the record. */
  save(table: Table): void;
}

const CREATE_META = `CREATE TABLE IF NOT EXISTS tables (number INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL)`;

/** The name in an ARN `arn:aws:dynamodb:<region>:<account>:table/<name>`, or the name itself. */
export function tableName(nameOrArn: string | undefined): string {
  return (nameOrArn ?? '').replace(/^arn:aws[\w-]*:dynamodb:[^:]*:\d*:table\//, '');
}

/** What the database holds. */
export function openTables(environment: CloudEnvironment, clock: Clock, database: Database): Tables {
  database.execute(CREATE_META);
  const tables = new Map<string, Table>();
  // All rows first: opening a store writes.
  const rows = [...database.iterate('SELECT number, record FROM tables')];
  for (const row of rows) {
    const record = { ...(JSON.parse(String(row.record)) as TableRecord), number: Number(row.number) };
    tables.set(record.name, { record, store: openItemStore(database, record) });
  }

  function bury(table: Table): void {
    tables.delete(table.record.name);
    table.store.drop();
    database.run('DELETE FROM tables WHERE number = ?', table.record.number);
  }

  function find(nameOrArn: string | undefined): Table | undefined {
    const table = tables.get(tableName(nameOrArn));
    if (table?.record.goneAt === undefined || clock.now() < table.record.goneAt) return table;
    bury(table);
    return undefined;
  }

  return {
    environment,
    clock,
    database,
    all: () => [...tables.keys()].sort().flatMap((name) => find(name) ?? []),
    find,
    active(nameOrArn) {
      const table = find(nameOrArn);
      const { goneAt, activeAt } = table?.record ?? {};
      if (table === undefined || goneAt !== undefined || clock.now() < activeAt!) throw resourceNotFound();
      return table;
    },
    add(record) {
      database.run('INSERT INTO tables (record) VALUES (?)', JSON.stringify(record));
      const number = Number(database.get('SELECT max(number) AS number FROM tables')?.number);
      const numbered = { ...record, number };
      // One object for both: the store has to see later changes, such as the time-to-live attribute.
      const table = { record: numbered, store: openItemStore(database, numbered) };
      tables.set(record.name, table);
      return table;
    },
    save({ record }) {
      database.run('UPDATE tables SET record = ? WHERE number = ?', JSON.stringify(record), record.number);
    },
  };
}
