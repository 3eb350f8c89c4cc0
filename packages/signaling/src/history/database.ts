import { Kysely } from 'kysely';

import { migrate } from './migrations.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

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
