import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

import { Kysely, PostgresDialect, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

import { migrate } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Statements wait so long for a lock that another process has. Short: whoever waits for it holds up everything else. */
const LOCK_MILLISECONDS = 20;

const CONNECT_MILLISECONDS = 5_000;
const QUERY_MILLISECONDS = 10_000;
const MAX_CONNECTIONS = 5;

/** PostgreSQL's type of whole numbers with 64 bits, which its driver leaves as text: times fit into a double. */
const INT8 = 20;

/** Where calls are kept: `sqlite:<path>`, `sqlite::memory:` or `postgres://…`, connected to when it is first needed. */
export class Database {
  readonly db: Kysely<Tables>;
  /** Null until it was tried, and after it has failed. */
  #migration: Promise<void> | null = null;

  constructor(url: string) {
    const dialect = url.startsWith('sqlite:') ? sqliteDialect(url.slice('sqlite:'.length)) : postgresDialect(url);
    this.db = new Kysely<Tables>({ dialect });
  }

  /** Resolves once it has the tables of this version. Tried again by whoever needs it next: it may come later than this process. */
  ready(): Promise<void> {
    this.#migration ??= migrate(this.db).catch((error: unknown) => {
      this.#migration = null;
      throw error;
    });
    return this.#migration;
  }

  close(): Promise<void> {
    return this.db.destroy();
  }
}

function sqliteDialect(path: string): SqliteDialect {
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

function postgresDialect(connectionString: string): PostgresDialect {
  return new PostgresDialect({
    pool: async () => {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({
        connectionString,
        max: MAX_CONNECTIONS,
        connectionTimeoutMillis: CONNECT_MILLISECONDS,
        query_timeout: QUERY_MILLISECONDS,
        types: { getTypeParser: parserOf(pg.types) },
      });
      // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
      pool.on('error', () => undefined);
      return pool;
    },
  });
}

type Parser = (text: string) => unknown;

function parserOf(types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => unknown }) {
  return (oid: number, format?: 'text' | 'binary'): Parser =>
    oid === INT8 ? Number : (types.getTypeParser(oid, format) as Parser);
}
