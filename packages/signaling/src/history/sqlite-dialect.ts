import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

import { type SqliteAnswer, SqliteFile } from './sqlite-file.ts';
import { SqliteThread } from './sqlite-thread.ts';

/** A file of SQLite, which other processes may write to as well, or `:memory:`. */
export function sqliteDialect(path: string): Dialect {
  return {
    createDriver: () => new SqliteDriver(() => connectTo(path)),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** SQLite makes tables within transactions: a process that is killed in the midst of a migration leaves nothing of it. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Memory is never waited for, and needs no thread. */
function connectTo(path: string): SqliteConnection {
  return new SqliteConnection(path === ':memory:' ? new SqliteFile(path) : new SqliteThread(path));
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: SqliteFile | SqliteThread;

  constructor(database: SqliteFile | SqliteThread) {
    this.#database = database;
  }

  get works(): boolean {
    return this.#database instanceof SqliteFile || this.#database.works;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, changes }: SqliteAnswer = await this.#database.run(sql, parameters);
    return { rows: rows as Row[], ...(changes !== undefined && { numAffectedRows: BigInt(changes) }) };
  }

  // eslint-disable-next-line require-yield -- nobody asks for it
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('nothing here is streamed');
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

/** Has one connection; Kysely lets one after the other use it. */
class SqliteDriver implements Driver {
  readonly #connect: () => SqliteConnection;
  #connection: SqliteConnection | null = null;

  constructor(connect: () => SqliteConnection) {
    this.#connect = connect;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    if (!this.#connection?.works) this.#connection = this.#connect();
    return this.#connection;
  }

  /** Every transaction here writes. One that begins by reading would fail where another process writes in between. */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  /** Where the disk is full SQLite has rolled back by itself, and refuses to again; what has failed is to be heard of, and not that. */
  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#connection?.close();
  }
}
