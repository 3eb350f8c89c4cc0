import type { CallRecord } from '../calls/call-record.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { type Beside, CallStore, type Position } from './call-store.ts';
import type { Database } from './database.ts';
import { HistoryWriter } from './history-writer.ts';
import type { PastCall } from './past-call.ts';

/** How often a process says that it lives, and looks for calls of those that do not. */
const BEAT_MS = 5_000;

/** How often it looks for calls to forget. */
const FORGET_MS = 3_600_000;

/** A process is dead after so many grace periods: as long as calls may still be claimed that it had. */
const DEAD_AFTER_GRACES = 2;

const DAY_MS = 86_400_000;

/** The database is locked, full, gone or not there yet. */
export class HistoryUnavailable extends Error {
  override readonly name = 'HistoryUnavailable';
}

export interface CallHistoryOptions {
  readonly database: Database;
  /** Writes what belongs to calls that are saved, within the same transaction. */
  readonly beside: Beside;
  readonly graceMs: number;
  /** For how many days calls are kept after their end; 0: for ever. */
  readonly retentionDays: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Every call, durable: who called whom, when, for how long and how it ended. Written beside the calls; a database that is out of order
 * holds up nothing and loses nothing, as long as this process lives.
 */
export class CallHistory {
  readonly #options: CallHistoryOptions;
  readonly #store: CallStore;
  readonly #writer: HistoryWriter;
  #stopBeat: () => void = () => undefined;
  #beating: Promise<void>;
  #forgotAt = Number.NEGATIVE_INFINITY;
  /** Since when each beat was heard; null while the last one was not. */
  #heardSince: number | null = null;
  #isClosed = false;

  constructor(options: CallHistoryOptions) {
    const { database, beside, clock, log } = options;
    this.#options = options;
    this.#store = new CallStore(database.db, crypto.randomUUID(), beside);
    this.#writer = new HistoryWriter({ save: (records) => this.#save(records), clock, log });
    this.#beating = this.#beat();
  }

  /** Notes how a call stands now. Resolves when that is written, or cannot be soon. */
  note(record: CallRecord): Promise<void> {
    this.#writer.note(withoutPictures(record));
    return this.#writer.written(record.id);
  }

  /** How many calls wait to be written. */
  get waiting(): number {
    return this.#writer.waiting;
  }

  /** How many calls were given up, since too many waited. */
  get lost(): number {
    return this.#writer.lost;
  }

  /** @throws {HistoryUnavailable} as do all that ask the database */
  page(userId: string, limit: number, after?: Position): Promise<readonly PastCall[]> {
    return this.#ask(() => this.#store.page(userId, limit, after));
  }

  find(userId: string, callId: string): Promise<PastCall | undefined> {
    return this.#ask(() => this.#store.find(userId, callId));
  }

  erase(userId: string): Promise<void> {
    return this.#ask(() => this.#store.erase(userId));
  }

  /** Whether the database is there, and has taken what was last to be written: one that is full still answers. */
  ping(): Promise<void> {
    return this.#ask(async () => {
      if (this.#heardSince === null || !this.#writer.works) throw new Error('the database takes nothing');
      await this.#store.ping();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopBeat();
    await this.#beating;
    await this.#writer.close();
  }

  /** Whoever has just hung up finds the call. */
  async #ask<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    await Promise.all([this.#writer.settled(), this.#beating]);
    try {
      await this.#options.database.ready();
      return await ask();
    } catch (error) {
      throw new HistoryUnavailable('the database does not answer', { cause: error });
    }
  }

  async #save(records: readonly CallRecord[]): Promise<void> {
    await this.#options.database.ready();
    await this.#store.save(records);
  }

  async #beat(): Promise<void> {
    const { clock, log } = this.#options;
    try {
      await this.#options.database.ready();
      await this.#store.beat(clock.now());
      this.#heardSince ??= clock.now();
      await this.#sweep(this.#heardSince);
    } catch (error) {
      this.#heardSince = null;
      if (!this.#isClosed) log.warn({ err: error }, 'history is out of reach');
    }
    if (!this.#isClosed)
      this.#stopBeat = clock.after(BEAT_MS, () => {
        this.#beating = this.#beat();
      });
  }

  async #sweep(heardSince: number): Promise<void> {
    const { clock, retentionDays } = this.#options;
    const now = clock.now();
    // Where the database was gone, or this process not there, others may live that could not say so.
    const aliveBefore = now - this.#silenceMs;
    if (heardSince <= aliveBefore) await this.#closeOrphans(aliveBefore);
    if (retentionDays === 0 || now - this.#forgotAt < FORGET_MS) return;
    await this.#store.forget(now - retentionDays * DAY_MS);
    this.#forgotAt = now;
  }

  /** Whoever has said nothing for so long is dead. */
  get #silenceMs(): number {
    return DEAD_AFTER_GRACES * this.#options.graceMs + BEAT_MS;
  }

  async #closeOrphans(aliveBefore: number): Promise<void> {
    const closed = await this.#store.closeOrphans(aliveBefore);
    if (closed > 0) this.#options.log.info({ calls: closed }, 'closed calls whose server is gone');
  }
}

/** They are not kept, and may be long: many calls may wait. */
function withoutPictures(record: CallRecord): CallRecord {
  const participants = record.participants.map((participant) => ({
    ...participant,
    person: { ...participant.person, picture: null },
  }));
  return { ...record, participants };
}
