import type { Expression, ExpressionBuilder, Insertable, Kysely, Selectable, SqlBool, Transaction } from 'kysely';

import type { CallRecord } from '../calls/call-record.ts';
import { type PastCall, pastCallOf, type PastParticipant } from './past-call.ts';
import type { Tables } from './tables.ts';

/** Where a page of the history ends, newest first. */
export interface Position {
  readonly createdAt: number;
  readonly callId: string;
}

type CallRow = Selectable<Tables['calls']>;
type NewCallRow = Insertable<Tables['calls']>;
type NewParticipantRow = Insertable<Tables['participants']>;

/** What the database knows of calls. Every method may fail, for as long as the database does. */
export class CallStore {
  readonly #db: Kysely<Tables>;
  readonly #nodeId: string;
  readonly #beside: Beside;

  /**
   * @param nodeId the process that looks after the calls that are saved here
   * @param beside writes what belongs to calls that are saved, within the same transaction
   */
  constructor(db: Kysely<Tables>, nodeId: string, beside: Beside) {
    this.#db = db;
    this.#nodeId = nodeId;
    this.#beside = beside;
  }

  /** All or none of them; what is known of a later version stays. */
  async save(records: readonly CallRecord[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const calls = records.map((record) => callRow(record, this.#nodeId));
      await saveRows(transaction, calls, records.flatMap(participantRows));
      await this.#beside(transaction, records.map(pastCallOf));
    });
  }

  /** The calls of one user, newest first, that are older than `after`. */
  async page(userId: string, limit: number, after?: Position): Promise<readonly PastCall[]> {
    const rows = await this.#db
      .selectFrom('participants')
      .innerJoin('calls', 'calls.id', 'participants.call_id')
      .selectAll('calls')
      .where('participants.user_id', '=', userId)
      .where('participants.erased', '=', 0)
      .where((eb) => (after === undefined ? eb.lit(true) : isOlder(eb, after)))
      .orderBy('participants.created_at', 'desc')
      .orderBy('participants.call_id', 'desc')
      .limit(limit)
      .execute();
    return withParticipants(this.#db, rows);
  }

  /** Undefined for a call of others, one that was erased and one that never was. */
  async find(userId: string, callId: string): Promise<PastCall | undefined> {
    const rows = await this.#db
      .selectFrom('participants')
      .innerJoin('calls', 'calls.id', 'participants.call_id')
      .selectAll('calls')
      .where('participants.user_id', '=', userId)
      .where('participants.call_id', '=', callId)
      .where('participants.erased', '=', 0)
      .execute();
    return (await withParticipants(this.#db, rows))[0];
  }

  /** Takes every call out of the user's own history; those that nobody has in theirs any more are deleted. */
  async erase(userId: string): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('participants')
        .set({ erased: 1 })
        .where('user_id', '=', userId)
        .where('erased', '=', 0)
        .execute();
      await transaction
        .deleteFrom('calls')
        .where('ended_at', 'is not', null)
        .where('id', 'in', (query) => query.selectFrom('participants').select('call_id').where('user_id', '=', userId))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('participants')
                .select('participants.call_id')
                .whereRef('participants.call_id', '=', 'calls.id')
                .where('participants.erased', '=', 0),
            ),
          ),
        )
        .execute();
    });
  }

  /** Forgets calls that ended before. */
  async forget(endedBefore: number): Promise<void> {
    await this.#db.deleteFrom('calls').where('ended_at', '<', endedBefore).execute();
  }

  /** Says that this process lives. */
  async beat(now: number): Promise<void> {
    await this.#db
      .insertInto('nodes')
      .values({ id: this.#nodeId, alive_at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ alive_at: now }))
      .execute();
  }

  /**
   * Closes the calls of processes that have not been alive since, unless another one has taken them up. Each ended when its process
   * was last alive, or later, which nobody knows. Whoever talked has lost the connection; what only rang has failed.
   * @returns how many there were
   */
  async closeOrphans(aliveBefore: number): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      const orphans = await transaction
        .selectFrom('calls')
        .leftJoin('nodes', 'nodes.id', 'calls.node_id')
        .select(['calls.id', 'calls.created_at', 'calls.answered_at', 'nodes.alive_at'])
        .where('calls.ended_at', 'is', null)
        .where('calls.node_id', '!=', this.#nodeId)
        .where((eb) => eb.or([eb('nodes.alive_at', 'is', null), eb('nodes.alive_at', '<', aliveBefore)]))
        .execute();
      for (const orphan of orphans) await closeOrphan(transaction, orphan);
      await this.#beside(
        transaction,
        await callsWith(
          transaction,
          orphans.map(({ id }) => id),
        ),
      );
      await transaction
        .deleteFrom('nodes')
        .where('alive_at', '<', aliveBefore)
        .where('id', '!=', this.#nodeId)
        .execute();
      return orphans.length;
    });
  }

  /** Fails when the database is out of reach. */
  async ping(): Promise<void> {
    await this.#db.selectFrom('nodes').select('id').limit(1).execute();
  }
}

type Joined = ExpressionBuilder<Tables, 'participants' | 'calls'>;

/** Of calls of one moment, the ids say which comes first. */
function isOlder(eb: Joined, { createdAt, callId }: Position): Expression<SqlBool> {
  const isOfThatMoment = eb('participants.created_at', '=', createdAt);
  return eb.or([
    eb('participants.created_at', '<', createdAt),
    eb.and([isOfThatMoment, eb('participants.call_id', '<', callId)]),
  ]);
}

/** Writes more beside the calls, or nothing. */
export type Beside = (db: Kysely<Tables>, calls: readonly PastCall[]) => Promise<void>;

async function callsWith(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly PastCall[]> {
  if (ids.length === 0) return [];
  return withParticipants(db, await db.selectFrom('calls').selectAll().where('id', 'in', ids).execute());
}

async function withParticipants(db: Kysely<Tables>, rows: readonly CallRow[]): Promise<readonly PastCall[]> {
  if (rows.length === 0) return [];
  const callIds = rows.map(({ id }) => id);
  const participants = await db
    .selectFrom('participants')
    .select(['call_id', 'user_id', 'name', 'join_order'])
    .where('call_id', 'in', callIds)
    .orderBy('join_order', (order) => order.asc().nullsLast())
    .orderBy('user_id')
    .execute();
  return rows.map((row) =>
    pastCall(
      row,
      participants
        .filter(({ call_id }) => call_id === row.id)
        .map(({ user_id, name, join_order }) => ({ userId: user_id, name, joined: join_order !== null })),
    ),
  );
}

async function saveRows(
  db: Kysely<Tables>,
  calls: readonly NewCallRow[],
  participants: readonly NewParticipantRow[],
): Promise<void> {
  await db
    .insertInto('calls')
    .values(calls)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          kind: eb.ref('excluded.kind'),
          rang_at: eb.ref('excluded.rang_at'),
          answered_at: eb.ref('excluded.answered_at'),
          ended_at: eb.ref('excluded.ended_at'),
          end_reason: eb.ref('excluded.end_reason'),
          ended_by: eb.ref('excluded.ended_by'),
          node_id: eb.ref('excluded.node_id'),
        }))
        .whereRef('excluded.version', '>=', 'calls.version'),
    )
    .execute();
  await db
    .insertInto('participants')
    .values(participants)
    .onConflict((conflict) =>
      conflict.columns(['call_id', 'user_id']).doUpdateSet((eb) => ({
        name: eb.fn.coalesce(eb.ref('excluded.name'), eb.ref('participants.name')),
        join_order: eb.fn.coalesce(eb.ref('participants.join_order'), eb.ref('excluded.join_order')),
      })),
    )
    .execute();
}

type Orphan = Pick<CallRow, 'id' | 'created_at' | 'answered_at'> & { readonly alive_at: number | null };

async function closeOrphan(transaction: Transaction<Tables>, orphan: Orphan): Promise<void> {
  const { id, created_at, answered_at, alive_at } = orphan;
  await transaction
    .updateTable('calls')
    .set({
      ended_at: Math.max(alive_at ?? 0, answered_at ?? created_at),
      end_reason: answered_at === null ? 'failed' : 'connection-lost',
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

function callRow(record: CallRecord, nodeId: string): NewCallRow {
  const { id, version, kind, callerId, createdAt, rangAt, answeredAt, endedAt, ended } = record;
  return {
    ...{ id, version, kind },
    caller_id: callerId,
    created_at: createdAt,
    rang_at: rangAt,
    answered_at: answeredAt,
    ended_at: endedAt,
    end_reason: ended?.reason ?? null,
    ended_by: ended?.by ?? null,
    node_id: nodeId,
  };
}

function participantRows({ id, createdAt, participants }: CallRecord): readonly NewParticipantRow[] {
  return participants.map(({ person, joinOrder }) => ({
    call_id: id,
    user_id: person.userId,
    name: person.name,
    join_order: joinOrder,
    created_at: createdAt,
  }));
}

function pastCall(row: CallRow, participants: readonly PastParticipant[]): PastCall {
  return {
    id: row.id,
    kind: row.kind,
    callerId: row.caller_id,
    createdAt: row.created_at,
    rangAt: row.rang_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    ended: row.end_reason === null ? null : { reason: row.end_reason, by: row.ended_by },
    participants,
  };
}
