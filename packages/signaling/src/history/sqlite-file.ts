import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

import QuickLRU from 'quick-lru';

/** Statements wait so long for a lock that another process has. */
const LOCK_MILLISECONDS = 1_000;

/** How many statements are kept at least, since preparing one takes as long as running it: each size of a batch has its own. */
const MAX_STATEMENTS = 200;

/** What came of a statement. */
export interface SqliteAnswer {
  readonly rows: unknown[];
  /** How many rows it has changed; undefined for one that reads. */
  readonly changes: number | undefined;
}

/** A database of SQLite, by what comes with Node, opened when it is first needed. Whoever asks it waits for the disk. */
export class SqliteFile {
  readonly #path: string;
  readonly #statements = new QuickLRU<string, StatementSync>({ maxSize: MAX_STATEMENTS });
  #database: DatabaseSync | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  run(sql: string, parameters: readonly unknown[]): SqliteAnswer {
    const statement = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values), changes: undefined };
    return { rows: [], changes: Number(statement.run(...values).changes) };
  }

  close(): void {
    this.#database?.close();
  }

  #prepare(sql: string): StatementSync {
    this.#database ??= open(this.#path);
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: LOCK_MILLISECONDS, enableForeignKeyConstraints: true });
  // A write-ahead log outlives a killed process without a wait for the disk at every write.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return database;
}
