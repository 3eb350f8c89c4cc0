import type { Notice } from '../protocol/index.ts';

type SignalNotice = Notice<'call:signal'>;

/** Which signal, without what it says. */
type SignalName = Pick<SignalNotice, 'callId' | 'from' | 'attempt' | 'sequence'>;

/** The most signals that wait from one participant to another; an offer and its candidates are about fifteen. */
export const MAX_WAITING_SIGNALS = 64;

/** Signals that no device has received yet: their receiver is being rung, or the connection may be lost for the moment. */
export interface Mailbox {
  put(userId: string, notice: SignalNotice): Promise<void>;
  /** What waits for the user, in the order it came; it goes on waiting. */
  read(callId: string, userId: string): Promise<readonly SignalNotice[]>;
  /** Throws away one signal, which the user has received. */
  remove(userId: string, signal: SignalName): Promise<void>;
  /** Throws away what waits for the user. */
  empty(callId: string, userId: string): Promise<void>;
  /** Throws away all that waits in the call. */
  forget(callId: string): Promise<void>;
}

/** What to do when the user says that the signal was received. It may never come to that, so this holds on to nothing that was said. */
export function throwAway(
  mailbox: Mailbox,
  userId: string,
  { callId, from, attempt, sequence }: SignalNotice,
): () => void {
  return () => void mailbox.remove(userId, { callId, from, attempt, sequence });
}

/** Keeps the waiting signals of one process. */
export class MemoryMailbox implements Mailbox {
  readonly #waiting = new Map<string, Map<string, readonly SignalNotice[]>>();

  async put(userId: string, notice: SignalNotice): Promise<void> {
    const ofCall = this.#waiting.get(notice.callId) ?? new Map<string, readonly SignalNotice[]>();
    this.#waiting.set(notice.callId, ofCall.set(userId, keepLatest(ofCall.get(userId) ?? [], notice)));
  }

  async read(callId: string, userId: string): Promise<readonly SignalNotice[]> {
    return this.#waiting.get(callId)?.get(userId) ?? [];
  }

  async remove(userId: string, signal: SignalName): Promise<void> {
    const ofCall = this.#waiting.get(signal.callId);
    const rest = ofCall?.get(userId)?.filter((waiting) => !isSame(waiting, signal)) ?? [];
    if (rest.length > 0) ofCall?.set(userId, rest);
    else ofCall?.delete(userId);
  }

  async empty(callId: string, userId: string): Promise<void> {
    this.#waiting.get(callId)?.delete(userId);
  }

  async forget(callId: string): Promise<void> {
    this.#waiting.delete(callId);
  }
}

function isSame(one: SignalName, other: SignalName): boolean {
  return one.from === other.from && one.attempt === other.attempt && one.sequence === other.sequence;
}

/** Of one sender only the latest attempt is worth keeping, and not without end. */
function keepLatest(waiting: readonly SignalNotice[], notice: SignalNotice): readonly SignalNotice[] {
  const ofSender = waiting.filter(({ from }) => from === notice.from);
  if (ofSender.some(({ attempt }) => attempt > notice.attempt)) return waiting;
  const kept = waiting.filter(({ from, attempt }) => from !== notice.from || attempt === notice.attempt);
  const current = ofSender.filter(({ attempt }) => attempt === notice.attempt);
  const repeated = current.some(({ sequence }) => sequence === notice.sequence);
  return repeated || current.length >= MAX_WAITING_SIGNALS ? kept : [...kept, notice];
}
