import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import QuickLRU from 'quick-lru';

/** Statements wait so long for a lock that another process has. Short: whoever waits for it holds up everything else. */
const LOCK_MILLISECONDS = 20;

/** How many statements are kept at least, since preparing one takes as long as running it: each size of a batch has its own. */
const MAX_STATEMENTS = 200;

/** A file of SQLite, or `:memory:`, by what comes with Node. */
export function sqliteDialect(path: string): SqliteDialect {
  return new SharedSqliteDialect({ database: async () => openSqlite(path) });
}

/** A file that other processes write to as well, and that may be full. */
class SharedSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SharedSqliteDriver {
    return new SharedSqliteDriver(this.#config);
  }

  override createAdapter(): TransactionalAdapter {
    return new TransactionalAdapter();
  }
}

class SharedSqliteDriver extends SqliteDriver {
  /** Every transaction here writes. One that begins by reading would fail where another process writes in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** Where the disk is full SQLite has rolled back by itself, and refuses to again; what has failed is to be heard of, and not that. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined);
  }
}

/** SQLite makes tables within transactions: a process that is killed in the midst of a migration leaves nothing of it. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: LOCK_MILLISECONDS, enableForeignKeyConstraints: true });
  // A write-ahead log outlives a killed process without a wait for the disk at every write.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  const statements = new QuickLRU<string, SqliteStatement>({ maxSize: MAX_STATEMENTS });
  const prepare = (sql: string): SqliteStatement => {
    const prepared = statements.get(sql) ?? statement(database, sql);
    statements.set(sql, prepared);
    return prepared;
  };
  return { prepare, close: () => database.close() };
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
