import type { Refusal } from '../protocol/index.ts';
import type { CallRecord } from './call-record.ts';
import type { Decision } from './decide.ts';

/** A decision that was stored. `before` is `undefined` for a new call, and `record` itself when nothing changed. */
export interface StoredChange {
  readonly ok: true;
  readonly before: CallRecord | undefined;
  readonly record: CallRecord;
}

/**
 * Where the calls are kept. Deciding and storing is one atomic step: of two that compete, the second decides on what
 * the first one stored. An implementation may therefore run a decision again; decisions must be pure.
 */
export interface CallRegistry {
  get(callId: string): Promise<CallRecord | undefined>;
  /** The calls that the user is or was in, ended ones too until they are forgotten. */
  callsOf(userId: string): Promise<readonly CallRecord[]>;
  /** Decides about one call; refuses with `no-such-call` when it isn't known. */
  update(callId: string, decideOn: (record: CallRecord) => Decision): Promise<StoredChange | Refusal>;
  /**
   * Decides among all the calls that any of the users is or was in; the decision may be a new call, which is refused with
   * `no-such-call` when others have a call of that id.
   */
  decideAmong(
    userIds: readonly string[],
    decideOn: (known: readonly CallRecord[]) => Decision,
  ): Promise<StoredChange | Refusal>;
  forget(callId: string): Promise<void>;
}
