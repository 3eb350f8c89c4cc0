import type { Log } from '../observability/log.ts';
import { describeTransition } from '../observability/describe-transition.ts';
import type { Refusal } from '../protocol/index.ts';
import type { Announcer } from './announcer.ts';
import { type CallRecord, isAsked, isLive, participantOf } from './call-record.ts';
import type { StoredChange } from './call-registry.ts';
import type { Deadlines } from './deadlines.ts';
import type { Mailbox } from './mailbox.ts';
import { isNews, known } from './news.ts';

/** How long an ended call is remembered, so that a repeated request gets the same answer. */
export const REMEMBERED_FOR_MS = 120_000;

/** How long a page may take to be loaded again before it has hung up. */
const LEAVING_MS = 5_000;

export interface SettlementParts {
  readonly mailbox: Mailbox;
  readonly announcer: Announcer;
  readonly log: Log;
  /** Told of every change that is more than somebody away for a moment. Resolves when that is written, or cannot be soon; never fails. */
  readonly note: (before: CallRecord | undefined, record: CallRecord) => Promise<void>;
  readonly graceMs: number;
}

/** Sees to everything that follows from a change: log, history, deadlines, mail and notices. */
export class Settlement {
  readonly #parts: SettlementParts;
  readonly #deadlines: Deadlines;

  constructor(parts: SettlementParts, deadlines: Deadlines) {
    this.#parts = parts;
    this.#deadlines = deadlines;
  }

  /** Deadlines and log before notices: once somebody has been told, nothing may be missing. */
  async settle(change: StoredChange | Refusal): Promise<StoredChange | Refusal> {
    if (!change.ok || change.before === change.record) return change;
    const { before, record } = change;
    for (const line of describeTransition(before, record))
      this.#parts.log.info({ callId: record.id, ...line.details }, line.text);
    if (isNews(before, record)) await this.#note(known(before), record);
    await this.#setDeadlines(before, record);
    await this.#emptyMailboxes(before, record);
    this.#announce(before, record);
    return change;
  }

  /** That there is a call, and that it is over, nobody hears before it is written: a server that is killed then has lost neither. */
  async #note(before: CallRecord | undefined, record: CallRecord): Promise<void> {
    const written = this.#parts.note(before, record);
    if (before === undefined || !isLive(record)) await written;
  }

  async #setDeadlines(before: CallRecord | undefined, record: CallRecord): Promise<void> {
    const { id: callId, endedAt, ringsUntil } = record;
    if (endedAt !== null) {
      await this.#deadlines.clear(callId);
      return this.#deadlines.set(endedAt + REMEMBERED_FOR_MS, { type: 'forget', callId });
    }
    if (before === undefined) await this.#deadlines.set(ringsUntil, { type: 'ring', callId });
    for (const { person, awaySince, leaving } of record.participants) {
      if (awaySince === null || awaySince === awaySinceOf(before, person.userId)) continue;
      await this.#deadlines.set(awaySince + (leaving ? LEAVING_MS : this.#parts.graceMs), {
        type: 'grace',
        callId,
        userId: person.userId,
        awaySince,
      });
    }
  }

  /** What came with the ring has been delivered to whoever answers it. */
  async #emptyMailboxes(before: CallRecord | undefined, record: CallRecord): Promise<void> {
    if (!isLive(record)) return this.#parts.mailbox.forget(record.id);
    const wereAsked = before?.participants.filter(isAsked) ?? [];
    for (const { person } of wereAsked) {
      const now = participantOf(record, person.userId);
      if (now !== undefined && !isAsked(now)) await this.#parts.mailbox.empty(record.id, person.userId);
    }
  }

  #announce(before: CallRecord | undefined, record: CallRecord): void {
    const { announcer } = this.#parts;
    if (before !== undefined) return announcer.callChanged(record, audienceOf(before));
    if (!isLive(record)) return;
    for (const { person } of record.participants.filter(isAsked)) announcer.ring(record, person.userId);
  }
}

function awaySinceOf(record: CallRecord | undefined, userId: string): number | null {
  return (record && participantOf(record, userId)?.awaySince) ?? null;
}

/**
 * Whoever was still concerned before the change hears of it; those who had left before hear nothing more, and those who are in the
 * call only by what somebody else claims, nothing yet.
 */
function audienceOf({ participants, claimed }: CallRecord): readonly string[] {
  return participants
    .filter(({ standing, deviceId }) => standing !== 'left' && !(claimed && deviceId === null))
    .map(({ person }) => person.userId);
}
