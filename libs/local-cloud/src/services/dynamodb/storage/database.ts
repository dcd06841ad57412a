import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export type Row = Record<string, unknown>;

/** One SQLite database with its prepared statements. Synchronous, so every call is atomic as it stands. */
export interface Database {
  run(sql: string, ...values: SQLInputValue[]): void;
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  /** The rows one after another; nothing may be written before the last one was read or the loop was left. */
  iterate(sql: string, ...values: SQLInputValue[]): Iterable<Row>;
  execute(sql: string): void;
  /** All of what `work` does or, when it throws, nothing of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Statements are kept prepared; there are only as many texts as there are kinds of query and tables. */
const MAX_STATEMENTS = 500;

/** Opens (or creates) the database in `directory`. Crash-safe for the process; the disk is flushed when SQLite likes. */
export function openDatabase(directory: string): Database {
  const database = new DatabaseSync(join(directory, 'dynamodb.sqlite'));
  // Nobody else opens the file: locked once, not with every statement.
  database.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ' +
      // Keys lie scattered: with room for a soak's hundreds of thousands of rows a page is written once where many writes have met it.
      'PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 16000;',
  );
  const statements = new Map<string, StatementSync>();
  function prepare(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) {
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }
  return {
    run: (sql, ...values) => void prepare(sql).run(...values),
    get: (sql, ...values) => prepare(sql).get(...values),
    // Its own statement: a kept one could be asked again while it is still being read.
    iterate: (sql, ...values) => database.prepare(sql).iterate(...values),
    execute: (sql) => database.exec(sql),
    transaction(work) {
      prepare('BEGIN IMMEDIATE').run();
      try {
        const result = work();
        prepare('COMMIT').run();
        return result;
      } catch (error) {
        prepare('ROLLBACK').run();
        throw error;
      }
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
