import type { Revocation, RevocationStore } from '../identity/revocations.ts';
import type { Database } from './database.ts';

/** The most that are written by one statement. */
const BATCH = 1_000;

/** Revocations in the database, where every process that shares it finds them. */
export class RevocationTable implements RevocationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async save(revocations: readonly Revocation[], now: number): Promise<void> {
    await this.#database.ready();
    for (let from = 0; from < revocations.length; from += BATCH)
      await this.#saveBatch(revocations.slice(from, from + BATCH), now);
  }

  async writtenSince(moment: number): Promise<readonly Revocation[]> {
    await this.#database.ready();
    const rows = await this.#database.db
      .selectFrom('revocations')
      .select(['user_id', 'revoked_at'])
      .where('written_at', '>=', moment)
      .execute();
    return rows.map(({ user_id, revoked_at }) => ({ userId: user_id, revokedAt: revoked_at }));
  }

  async #saveBatch(revocations: readonly Revocation[], now: number): Promise<void> {
    await this.#database.db
      .insertInto('revocations')
      .values(revocations.map(({ userId, revokedAt }) => ({ user_id: userId, revoked_at: revokedAt, written_at: now })))
      .onConflict((conflict) =>
        conflict
          .column('user_id')
          .doUpdateSet((eb) => ({
            revoked_at: eb.ref('excluded.revoked_at'),
            written_at: eb.ref('excluded.written_at'),
          }))
          .whereRef('excluded.revoked_at', '>', 'revocations.revoked_at'),
      )
      .execute();
  }
}
