import type { Kysely } from 'kysely';

import type { Database } from '../history/database.ts';
import type { PastCall } from '../history/past-call.ts';
import type { Tables } from '../history/tables.ts';
import { bodyOf, eventsOf } from './events.ts';

/** A message that is to be delivered. */
export interface Message {
  readonly id: string;
  readonly callId: string;
  readonly event: string;
  readonly body: string;
  /** How often it was tried. */
  readonly attempts: number;
}

/** While one process tries a message, no other does; if that one dies, another one may after so long. */
const TRYING_MS = 30_000;

/** Puts what is to be told of the calls beside them: both are written, or neither. What was put before stays as it was. */
export async function putEvents(db: Kysely<Tables>, calls: readonly PastCall[], now: number): Promise<void> {
  const rows = calls.flatMap((call) =>
    eventsOf(call).map((event) => ({
      id: `${call.id}.${event}`,
      ...{ call_id: call.id, event, body: bodyOf(event, call) },
      ...{ created_at: now, next_at: now, attempts: 0 },
    })),
  );
  if (rows.length === 0) return;
  await db
    .insertInto('webhooks')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The messages that wait for their receiver. */
export class Outbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #db(): Kysely<Tables> {
    return this.#database.db;
  }

  /** Takes messages that are due, and holds them for this process. */
  async take(limit: number, now: number): Promise<readonly Message[]> {
    await this.#database.ready();
    const taken = await this.#db
      .updateTable('webhooks')
      .set((eb) => ({ next_at: now + TRYING_MS, attempts: eb('attempts', '+', 1) }))
      .where('id', 'in', (query) =>
        query
          .selectFrom('webhooks')
          .select('id')
          .where('delivered_at', 'is', null)
          .where('next_at', '<=', now)
          .orderBy('next_at')
          .orderBy('id')
          .limit(limit),
      )
      // What another process has taken in between is due no more.
      .where('next_at', '<=', now)
      .returning(['id', 'call_id as callId', 'event', 'body', 'attempts'])
      .execute();
    return taken;
  }

  async delivered(ids: readonly string[], now: number): Promise<void> {
    if (ids.length === 0) return;
    await this.#db.updateTable('webhooks').set({ delivered_at: now }).where('id', 'in', ids).execute();
  }

  async tryAgain(id: string, at: number): Promise<void> {
    await this.#db.updateTable('webhooks').set({ next_at: at }).where('id', '=', id).execute();
  }

  /** Forgets what was delivered before, and gives up what was put there before and never was. */
  async forget(deliveredBefore: number, putBefore: number): Promise<void> {
    await this.#db.deleteFrom('webhooks').where('delivered_at', '<', deliveredBefore).execute();
    await this.#db
      .deleteFrom('webhooks')
      .where('created_at', '<', putBefore)
      .where('delivered_at', 'is', null)
      .execute();
  }
}
