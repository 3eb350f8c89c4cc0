import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

/** Statements wait so long for a lock that another process has. Short: whoever waits for it holds up everything else. */
const LOCK_MILLISECONDS = 20;

/** A file of SQLite, or `:memory:`, by what comes with Node. */
export function sqliteDialect(path: string): SqliteDialect {
  return new SqliteDialect({ database: async () => openSqlite(path) });
}

function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: LOCK_MILLISECONDS, enableForeignKeyConstraints: true });
  // A write-ahead log outlives a killed process without a wait for the disk at every write.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return { prepare: (sql) => statement(database, sql), close: () => database.close() };
}

/** Node's own SQLite in the form that Kysely expects. */
function statement(database: DatabaseSync, sql: string): SqliteStatement {
  const prepared = database.prepare(sql);
  const values = (parameters: readonly unknown[]): SQLInputValue[] => [...(parameters as SQLInputValue[])];
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...values(parameters)),
    run: (parameters) => prepared.run(...values(parameters)),
    iterate: (parameters) => prepared.iterate(...values(parameters)),
  };
}
